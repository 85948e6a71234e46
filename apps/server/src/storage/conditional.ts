/** A change that was decided and saved. `after` is `before` when there was nothing to change. */
export interface Change<Row> {
  readonly before: Row;
  readonly after: Row;
}

/**
 * Loads, lets the rule decide, saves on condition that nobody was faster; else once more.
 *
 * @param save null when somebody else has changed it since it was loaded
 * @throws what the rule says
 */
export async function changeConditionally<Row>({
  load,
  decide,
  save,
}: {
  readonly load: () => Promise<Row>;
  readonly decide: (before: Row) => Row;
  readonly save: (before: Row, decided: Row) => Promise<Row | null>;
}): Promise<Change<Row>> {
  for (;;) {
    const before = await load();
    const decided = decide(before);
    if (decided === before) return { before, after: before };
    const after = await save(before, decided);
    if (after !== null) return { before, after };
  }
}

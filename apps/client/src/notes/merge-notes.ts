/** A stretch of the old text, and what stands there instead. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/**
 * Two texts that were made from one, as one. Where they changed different places both changes are
 * made; where they changed the same place both stand there, theirs first. Nothing that was written
 * is lost.
 */
export function mergeNotes(base: string, mine: string, theirs: string): string {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const [my, their] = [editOf(base, mine), editOf(base, theirs)];
  if (my.to <= their.from && my.from < their.to) return apply(apply(base, their), my);
  if (their.to <= my.from && their.from < my.to) return apply(apply(base, my), their);
  const [from, to] = [Math.min(my.from, their.from), Math.max(my.to, their.to)];
  const within = (edit: Edit) => base.slice(from, edit.from) + edit.words + base.slice(edit.to, to);
  const [one, other] = [within(their), within(my)];
  const between = one === '' || other === '' || /\s$/.test(one) || /^\s/.test(other) ? '' : '\n';
  return base.slice(0, from) + one + between + other + base.slice(to);
}

/** The one change that makes the second text of the first. */
function editOf(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let kept = 0;
  while (
    kept < most - from &&
    before[before.length - 1 - kept] === after[after.length - 1 - kept]
  ) {
    kept += 1;
  }
  const words = after.slice(from, after.length - kept);
  return { from, to: before.length - kept, words };
}

function apply(text: string, { from, to, words }: Edit): string {
  return text.slice(0, from) + words + text.slice(to);
}

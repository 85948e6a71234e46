import type { OutcomeTag } from '@peerdesk/protocol';

/**
 * The tags that these lines stand for, one a line. A line that was only reworded, and where no
 * line was added or taken away, is still the tag it was.
 */
export function wantedTags(
  before: readonly OutcomeTag[],
  lines: string,
): { readonly id?: string; readonly name: string }[] {
  const names = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const same = names.length === before.length;
  return names.map((name, index) => {
    const known = before.find((tag) => tag.name === name);
    const at = before[index];
    const reworded = same && at && !names.includes(at.name) ? at : undefined;
    const id = (known ?? reworded)?.id;
    return id === undefined ? { name } : { id, name };
  });
}

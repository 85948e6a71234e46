/** Words in the one form they are searched in: `Ｋｉｍ`, `kim` and `KIM` are the same. */
export function searchTextOf(...words: readonly string[]): string {
  return words.join(' ').normalize('NFKC').toLowerCase();
}

/** More words make no search clearer, only slower. */
const WORDS_SEARCHED = 8;

/** @returns what must all be found, as patterns of `like … escape '\'`; none for an empty search */
export function patternsOf(search: string): readonly string[] {
  return searchTextOf(search)
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, WORDS_SEARCHED)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
}

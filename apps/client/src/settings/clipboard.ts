/**
 * Copies words.
 *
 * @returns false where the browser does not allow it
 */
export async function copyText(words: string, page: Document = document): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    // Pages without https have no clipboard interface; the old way still works there.
    return copySelected(words, page);
  }
}

function copySelected(words: string, page: Document): boolean {
  const holder = page.createElement('textarea');
  holder.value = words;
  holder.setAttribute('readonly', '');
  holder.className = 'visually-hidden';
  page.body.append(holder);
  const before = page.activeElement;
  holder.select();
  try {
    return page.execCommand('copy');
  } catch {
    return false;
  } finally {
    holder.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}

const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/;
const TELEPHONE = /^\+?[\d\s()./-]+$/;
const DIGITS_MIN = 5;

/**
 * Where a press on a contact leads, when it clearly is an email address or a telephone number.
 *
 * @param contact as the visitor wrote it
 * @returns a `mailto:` or `tel:` address that holds nothing but the contact; else null
 */
export function contactLink(contact: string): string | null {
  if (EMAIL.test(contact)) {
    // Encoded: a question mark would let the visitor add a subject or more people.
    return `mailto:${contact.split('@').map(encodeURIComponent).join('@')}`;
  }
  const number = contact.replace(/[^\d+]/g, '');
  const isNumber = TELEPHONE.test(contact) && number.replace('+', '').length >= DIGITS_MIN;
  return isNumber ? `tel:${number}` : null;
}

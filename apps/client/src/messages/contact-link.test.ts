import { describe, expect, it } from 'vitest';
import { contactLink } from './contact-link.ts';

describe('a contact', () => {
  it.each([
    ['ann@example.org', 'mailto:ann@example.org'],
    ['ann+desk@example.org', 'mailto:ann%2Bdesk@example.org'],
    ['+49 (30) 901-820', 'tel:+4930901820'],
    ['02.120.1234', 'tel:021201234'],
  ])('%s can be pressed', (contact, link) => expect(contactLink(contact)).toBe(link));

  it.each(['Ann', 'ann@home', '123', '10:30 or 11', 'ann@example.org, bob@example.org', ''])(
    '“%s” is words',
    (contact) => expect(contactLink(contact)).toBeNull(),
  );

  it.each([
    'javascript:alert(1)//@example.org',
    'ann@example.org?bcc=everyone@example.org',
    'ann?subject=x@example.org',
  ])('“%s” leads nowhere else', (contact) => {
    const link = contactLink(contact);
    expect(link === null || /^mailto:[^?&/:]+$/.test(link)).toBe(true);
  });
});

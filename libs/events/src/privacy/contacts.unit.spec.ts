import { createHash } from 'node:crypto';
import { hashedAddress, withoutAddresses, withoutContacts } from '../index.js';

const HASH = createHash('sha256').update('bob@example.com').digest('hex');

describe('text without contacts', () => {
  it.each([
    [
      'write to Bob <bob.norman@mail.example.com>, or +1 (502) 459-2181.',
      'write to Bob <[e-mail withheld]>, or [phone withheld].',
    ],
    ['mailto:o’neil+prints@example.co.uk?subject=x', 'mailto:[e-mail withheld]?subject=x'],
    [
      'https://shop.example/unsubscribe?e=bob%40example.com&x=1',
      'https://shop.example/unsubscribe?e=[e-mail withheld]&x=1',
    ],
    ['{"to":"bob@example.com"}', '{"to":"[e-mail withheld]"}'],
    [String.raw`{"to":"bob\u0040example.com"}`, '{"to":"[e-mail withheld]"}'],
    ['bob&#64;example.com', '[e-mail withheld]'],
    ['bob＠example.com', '[e-mail withheld]'],
    ['"bob norman"@example.com', '[e-mail withheld]'],
    ['иван@почта.рф, böb@exämple.de', '[e-mail withheld], [e-mail withheld]'],
    ['bob@[192.0.2.7]', '[e-mail withheld]'],
    [
      'call (502) 459-2181 or 502-459-2181, 1-502-459-2181',
      'call [phone withheld] or [phone withheld], [phone withheld]',
    ],
    ['tel:+4930123456789', 'tel:[phone withheld]'],
  ])('of %s is %s', (text, expected) => {
    expect(withoutContacts(text)).toBe(expected);
  });

  it.each([
    'refunded #1001 + shipping, 24x36 @ 2 pieces, +10 %',
    'VW-1001, order 450789469, gid://shopify/Order/820982911946154508',
    '0199f3c1-7a10-7c3e-9b51-0c6a5e1d2f77',
    '2026-11-22T10:15:00+02:00, 1763805300000, 195.66, 19900',
    'https://medium.com/@vividwalls/autumn.html, https://www.tiktok.com/@vivid.walls/video/7',
    '@vividwalls on Instagram; 1Z999AA10123456784; 978-3-16-148410-0; 112-3456789-1234567',
    'SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ])('leaves %s alone', (text) => {
    expect(withoutContacts(text)).toBe(text);
  });

  it.each([
    `${'a'.repeat(50_000)}@${'a.'.repeat(25_000)}`,
    'a@'.repeat(50_000),
    '+1 '.repeat(50_000),
    '"'.repeat(100_000),
  ])('is quick on text made to be slow', (text) => {
    const started = performance.now();
    withoutContacts(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('may keep phone numbers, where ids look like them', () => {
    expect(withoutAddresses('+15024592181 bob@example.com')).toBe('+15024592181 [e-mail withheld]');
  });
});

describe('a text that is an address', () => {
  it.each([' Bob@Example.com', 'mailto:bob@example.com', 'bob%40example.com'])(
    '%s becomes the hash of customers',
    (text) => {
      expect(hashedAddress(text)).toBe(`sha256:${HASH}`);
    },
  );

  it('may be a local one where the field says that it is one', () => {
    expect(hashedAddress('bob@localhost')).toBeUndefined();
    expect(hashedAddress('bob@localhost', true)).toMatch(/^sha256:/);
    expect(hashedAddress('24 @ 36', true)).toBeUndefined();
    expect(hashedAddress('sent', true)).toBeUndefined();
  });
});

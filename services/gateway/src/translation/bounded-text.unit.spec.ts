import fc from 'fast-check';
import { boundedText, CUT_MARK, storableText, withoutContacts } from './bounded-text.js';

describe('boundedText', () => {
  it('leaves short text as it is and marks the end of long text', () => {
    expect(boundedText('Léon', 255)).toBe('Léon');
    expect(boundedText('x'.repeat(300), 255)).toBe('x'.repeat(255 - CUT_MARK.length) + CUT_MARK);
  });

  it('never exceeds the limit, never holds NUL or half a pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const bounded = boundedText(text, limit);
        expect(bounded.length).toBeLessThanOrEqual(limit);
        expect(bounded).not.toContain('\0');
        expect(bounded.isWellFormed()).toBe(true);
      }),
    );
    expect(boundedText('🖼'.repeat(40), 33).endsWith(CUT_MARK)).toBe(true);
    expect(boundedText('🖼'.repeat(40), 31)).toBe('🖼'.repeat(15));
  });

  it('takes out what PostgreSQL refuses', () => {
    expect(storableText('a\0b\ud800c')).toBe('ab\ufffdc');
  });
});

describe('withoutContacts', () => {
  it('takes out e-mail addresses and international phone numbers', () => {
    expect(withoutContacts('write to Bob <bob.norman@mail.example.com>, or +1 (502) 459-2181.')).toBe(
      'write to Bob <[e-mail withheld]>, or [phone withheld].',
    );
  });

  it('leaves order names, amounts and sizes alone', () => {
    const prose = 'refunded #1001 + shipping, 24x36 @ 2 pieces, +10 %';
    expect(withoutContacts(prose)).toBe(prose);
  });

  it('is quick on text made to be slow', () => {
    const started = performance.now();
    withoutContacts(`${'a'.repeat(50_000)}@${'a.'.repeat(25_000)}`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

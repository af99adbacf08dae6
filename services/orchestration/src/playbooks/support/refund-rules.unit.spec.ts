import fc from 'fast-check';
import { proposeRefund, REFUND_REASONS, type RefundFacts } from './refund-rules.js';

const DELIVERED = new Date('2026-11-01T12:00:00.000Z');
const after = (days: number): Date => new Date(DELIVERED.getTime() + days * 86_400_000);

const damaged: RefundFacts = {
  ...{ reason: 'damaged', deliveredAt: DELIVERED, reportedAt: after(3), hasPictures: true, isOriginal: null },
  ...{ paidMinor: 21_000n, refundedMinor: 0n, askedMinor: null, lines: [{ title: 'Noir', amountMinor: 15_300n }] },
};
const regret: RefundFacts = { ...damaged, reason: 'regret', hasPictures: null, isOriginal: true };

describe('a refund by the rules of the shop', () => {
  it.each<[string, RefundFacts, string, RegExp | null]>([
    ['damaged, told after three days, with pictures', damaged, 'eligible', null],
    ['damaged, told on the seventh day', { ...damaged, reportedAt: after(7) }, 'eligible', null],
    ['damaged, told on the eighth day', { ...damaged, reportedAt: after(8) }, 'not_eligible', /8 days.*has 7/],
    ['damaged, without pictures', { ...damaged, hasPictures: false }, 'not_eligible', /no pictures/],
    ['damaged, nobody knows of pictures', { ...damaged, hasPictures: null }, 'unclear', /whether there are pictures/],
    ['damaged, nobody knows when it came', { ...damaged, deliveredAt: null }, 'unclear', /when it was delivered/],
    ['regret after 30 days', { ...regret, reportedAt: after(30) }, 'eligible', null],
    ['regret after 31 days', { ...regret, reportedAt: after(31) }, 'not_eligible', /31 days.*has 30/],
    ['regret, no longer as it was', { ...regret, isOriginal: false }, 'not_eligible', /original condition/],
    ['lost: no rule is written', { ...damaged, reason: 'lost', deliveredAt: null }, 'unclear', /no rule.*lost/],
    ['another print than ordered', { ...damaged, reason: 'wrong_item' }, 'unclear', /no rule.*wrong item/],
    ['nobody knows what was paid', { ...damaged, paidMinor: null }, 'unclear', /what was paid/],
    ['told before it came, by another clock', { ...damaged, reportedAt: after(-1) }, 'eligible', null],
  ])('%s', (_what, facts, verdict, reason) => {
    const proposal = proposeRefund(facts);
    expect(proposal.verdict).toBe(verdict);
    if (reason) expect(proposal.reasons.join('; ')).toMatch(reason);
    else expect(proposal.reasons).toEqual([]);
  });

  it('says where the rule stands', () => {
    expect(proposeRefund(damaged).sources.join()).toContain('faq-damage');
    expect(proposeRefund(regret).sources.join()).toContain('returns-eligibility');
  });
});

describe('how much goes back', () => {
  it.each<[string, Partial<RefundFacts>, bigint | null, RegExp | null]>([
    ['the lines', {}, 15_300n, null],
    ['what was asked for', { askedMinor: 5_000n }, 5_000n, null],
    ['never more than was paid', { askedMinor: 99_000n }, 21_000n, /more was asked for/],
    ['nor than is left of it', { refundedMinor: 20_000n }, 1_000n, /more was asked for/],
    ['nothing when all has gone back', { refundedMinor: 21_000n }, null, /gone back already/],
    ['unknown when a line’s amount is', { lines: [{ title: 'x', amountMinor: null }] }, null, /how much/],
    ['unknown when there is no line', { lines: [] }, null, /how much/],
    ['nothing when nothing is asked for', { askedMinor: 0n }, null, /nothing shall/],
  ])('%s', (_what, part, amount, reason) => {
    const { amountMinor, reasons } = proposeRefund({ ...damaged, ...part });
    expect(amountMinor).toBe(amount);
    if (reason) expect(reasons.join('; ')).toMatch(reason);
  });

  it('is never above what was paid less what went back, nor below one cent', () => {
    const minor = fc.bigInt({ min: 0n, max: 100_000n });
    fc.assert(
      fc.property(
        fc.constantFrom(...REFUND_REASONS),
        minor,
        minor,
        fc.option(minor),
        (reason, paid, refunded, asked) => {
          const facts = { ...damaged, reason, paidMinor: paid, refundedMinor: refunded, askedMinor: asked };
          const { amountMinor } = proposeRefund(facts);
          if (amountMinor === null) return;
          expect(amountMinor).toBeGreaterThan(0n);
          expect(amountMinor).toBeLessThanOrEqual(paid - refunded);
        },
      ),
    );
  });
});

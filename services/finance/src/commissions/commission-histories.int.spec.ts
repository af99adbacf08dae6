import fc from 'fast-check';
import { CommissionTrial, OWNER } from './testing/commission-trial.js';
import { PaperPeriod } from './testing/paper-period.js';
import { unsoundness } from './testing/soundness.js';
import type { Terms } from './plans/terms.js';
import type { TermsBody } from './plans/terms-requests.js';
import { anyTerms } from './testing/terms.js';

let trial: CommissionTrial;
beforeAll(async () => {
  trial = await CommissionTrial.open('commission-histories');
});
afterAll(() => trial?.drop());

const bodyOf = ({ tierMode, tiers, capMinor }: Terms): TermsBody => ({
  tiers: {
    mode: tierMode,
    steps: tiers.map(({ fromMinor, ratePpm }, i) => ({
      fromMinor: String(fromMinor),
      ...(tiers[i + 1] && { toMinor: String(tiers[i + 1]!.fromMinor) }),
      ratePpm: Number(ratePpm),
    })),
  },
  capMinor: capMinor === null ? null : String(capMinor),
});

const order = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const amount = fc.bigInt({ min: -5_000n, max: 60_000n });
const credits = fc.dictionary(order, amount, { minKeys: 1, maxKeys: 3 });
type Step = { readonly credit: Record<string, bigint> } | { readonly days: number } | 'pay';
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: credits.map((credit) => ({ credit })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 20 }).map((days) => ({ days })) },
  fc.constant('pay' as const),
);

let runs = 0;

/** A plan of an agent of its own, so that histories share a database. */
async function begin(terms: Terms, more: TermsBody = {}) {
  const agentId = `agent-${(runs += 1)}`;
  trial.clock.setDay('2026-11-22');
  const plan = await trial.plan({ beneficiary: { kind: 'agent', id: agentId }, ...bodyOf(terms), ...more });
  const orders = (credit: Record<string, bigint>) =>
    Object.fromEntries(
      Object.entries(credit).map(([id, given]) => [`${agentId}-${id}`, { credits: [{ agentId, amount: given }] }]),
    );
  return { agentId, plan, orders };
}

/** Of two statements of a payee the later one settles the earlier: where both are allowed, one finds nothing open any more. */
async function payAll(): Promise<void> {
  const rows = await trial.query<{ id: string }>(
    `SELECT s.id FROM commission_statements s JOIN commission_accounts a USING (beneficiary_kind, beneficiary_id, currency)
     WHERE s.closed_at IS NOT NULL AND a.payable_minor > 0`,
  );
  const asked: string[] = [];
  for (const { id } of rows) {
    const payment = await trial.payments.pay(id, {}, OWNER.actor).catch((error: { title?: string }) => error.title);
    if (typeof payment === 'object') asked.push(payment.id);
    else expect(payment).toBe('Nothing to pay');
  }
  await trial.leave.tend();
  await trial.leave.hear(...asked.map((id) => trial.leave.governance.decide(`payment:${id}`, 'approved')));
  await trial.leave.tend();
  const states = await trial.query<{ state: string }>(
    'SELECT DISTINCT state FROM commission_payment_requests WHERE id = ANY ($1)',
    [asked],
  );
  if (asked.length > 0) expect(states.map(({ state }) => state)).toContain('paid');
  expect(states.map(({ state }) => state)).not.toContain('pending');
}

describe('commissions, over generated histories', () => {
  it('are in the database what the rules make of them on paper, whatever is released and paid in between', async () => {
    await fc.assert(
      fc.asyncProperty(anyTerms, fc.array(step, { minLength: 3, maxLength: 12 }), async (terms, history) => {
        const { plan, agentId, orders } = await begin(terms, { holdDays: 10 });
        const paper = new PaperPeriod(terms);
        for (const taken of history) {
          if (taken === 'pay') await payAll();
          else if ('days' in taken) {
            trial.clock.time = new Date(trial.clock.time.getTime() + taken.days * 86_400_000);
            await trial.sweeper.sweep();
          } else {
            const told = Object.entries(taken.credit).map(([id, given]) => [`${agentId}-${id}`, given] as const);
            await trial.credit(orders(taken.credit));
            paper.tell(...told.map(([id, given]) => [id, given > 0n ? given : 0n] as const));
          }
        }
        const expected = [...paper.accruals].map(([id, { commissionMinor }]) => [id, commissionMinor]);
        expect(await trial.commissions(plan.id)).toEqual(Object.fromEntries(expected));
        expect(await unsoundness(trial)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('end sound, and at nothing when everything went back, when replicas and sweeps work at once and all comes twice', async () => {
    await fc.assert(
      fc.asyncProperty(anyTerms, fc.array(credits, { minLength: 2, maxLength: 5 }), async (terms, history) => {
        const split = [
          { kind: 'partner' as const, id: 'ada', sharePpm: 333_333 },
          { kind: 'partner' as const, id: 'bob', sharePpm: 333_333 },
          { kind: 'agent' as const, id: 'sales-director', sharePpm: 333_334 },
        ];
        const { plan, orders } = await begin(terms, { holdDays: 0, split });
        const batches = [];
        for (const credit of history) batches.push(await trial.write(orders(credit)));
        await Promise.all([
          ...batches.map((events) => trial.handle(events)),
          trial.sweeper.sweep(),
          ...[...batches].reverse().map((events) => trial.handle([...events].reverse())),
          trial.sweeper.sweep(),
        ]);
        expect(await unsoundness(trial)).toEqual([]);
        const known = new Set(history.flatMap((credit) => Object.keys(credit)));
        await trial.credit(orders(Object.fromEntries([...known].map((id) => [id, 0n]))));
        const left = Object.values(await trial.commissions(plan.id)).reduce((sum, one) => sum + one, 0n);
        expect(left).toBe(0n);
        expect(await unsoundness(trial)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

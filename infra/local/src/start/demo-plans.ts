/** Commissions of the demo's shop: designers who send buyers, and the agent that sells to hotels and offices. */
const PLANS = [
  {
    name: 'Designers',
    beneficiary: { kind: 'partner', id: 'designers' },
    match: { campaigns: ['trade-program', 'trade10'] },
    ratePpm: 80_000,
    holdDays: 0,
  },
  { name: 'Business sales', beneficiary: { kind: 'agent', id: 'b2b-sales-agent' }, ratePpm: 50_000 },
] as const;

const DAY_MS = 86_400_000;
/** The demo's days, and the month they may have begun in. */
const BEFORE_DAYS = 31;
const ANSWER_TIMEOUT_MS = 5_000;

/**
 * Makes them, from a day before the demo's first on. Asked again, the same answer comes.
 * @returns undefined, or what went wrong: the demo is of use without them
 */
export async function makeDemoPlans(url: string, adminKey: string, now: Date): Promise<string | undefined> {
  const validFrom = new Date(now.getTime() - BEFORE_DAYS * DAY_MS).toISOString().slice(0, 10);
  for (const plan of PLANS) {
    const answer = await fetch(`${url}/api/finance/commissions/plans`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${adminKey}`,
        'content-type': 'application/json',
        'idempotency-key': `demo-plan-${plan.beneficiary.id}-${validFrom}`,
      },
      body: JSON.stringify({ ...plan, validFrom }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    }).catch((error: Error) => error);
    if (answer instanceof Error) return answer.message;
    if (!answer.ok) return `${plan.name}: ${answer.status} ${await answer.text()}`;
  }
  return undefined;
}

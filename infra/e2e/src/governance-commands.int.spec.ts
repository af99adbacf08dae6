import { run, type Terminal } from '@vividwalls/cli';
import type {
  ActShown,
  ApprovalAnswer,
  ApprovalCounts,
  ApprovalDetailShown,
  ApprovalShown,
  PolicyDryRunShown,
  PolicyShown,
  PolicyTestShown,
} from '@vividwalls/contracts';
import { definition, migrations } from '@vividwalls/governance';
import { signInternalToken } from '@vividwalls/platform';
import { createServiceDatabase, ServiceUnderTest } from '@vividwalls/testing/service';

// The operator's commands against the service that they are for: what they send is taken, what they read is there.

const SECRET = 'what the door signs with, at least thirty-two characters';
const REASON = ['--reason', 'tried by the spec'];

let service: ServiceUnderTest;
beforeAll(async () => {
  const database = { name: 'governance-commands', service: 'governance', migrations };
  service = await ServiceUnderTest.start(definition, () => createServiceDatabase(database), {
    env: { VW_INTERNAL_SECRET: SECRET },
  });
}, 60_000);
afterAll(() => service?.stop());

const keyOf = (actor: string) => signInternalToken({ actor, scopes: ['governance:*'] }, SECRET, new Date());

/** Runs `vw approvals …` against the service, as somebody whom the door let through. */
async function vw(args: readonly string[], actor = 'user:owner') {
  const told = { out: '', err: '' };
  const screen = (name: 'out' | 'err') => ({ write: (text: string) => (told[name] += text) });
  const terminal: Terminal = {
    ...{ stdout: screen('out'), stderr: screen('err'), env: {}, cwd: '/nonexistent' },
    ...{ signal: new AbortController().signal, now: () => new Date() },
  };
  const code = await run(['approvals', ...args, '--url', service.service.url, '--key', await keyOf(actor)], terminal);
  return { code, ...told };
}

/** The document that a command gives. */
async function asked<T>(args: readonly string[], actor?: string): Promise<T> {
  const { code, out, err } = await vw([...args, '--json'], actor);
  if (code > 1) throw new Error(`vw approvals ${args.join(' ')} ended with ${code}: ${err}`);
  return JSON.parse(out) as T;
}

/** As an agent's key asks. */
async function send<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const response = await fetch(`${service.service.url}/api/governance/${path}`, {
    method,
    headers: { authorization: `Bearer ${await keyOf('key:n8n')}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}

let refunds = 0;
async function refund(): Promise<string> {
  const key = `refund-${(refunds += 1)}`;
  const answer = await send<ApprovalAnswer>('POST', 'approvals', {
    ...{ key, act: 'order.refund', subject: key, why: 'It came torn', does: { refund: key, amountMinor: '4500' } },
    ...{ facts: { amountMinor: '4500', currency: 'USD' }, before: { refunded: '0' }, after: { refunded: '4500' } },
  });
  return answer.approvalId!;
}

describe('vw approvals', () => {
  it('lists what waits, and shows one with what it would change', async () => {
    const id = await refund();
    const { items } = await asked<{ items: ApprovalShown[] }>(['list', '--act', 'order.refund', '--mine', '--soonest']);
    expect(items.map((one) => one.id)).toContain(id);
    const { code, out } = await vw(['show', id]);
    expect(code).toBe(0);
    expect(out).toContain('/refunded\t0\t4500');
    expect(out).toContain('refund@1\tEvery refund needs two people\ttrue');
    const { waiting } = await send<ApprovalCounts>('GET', 'approvals/counts');
    expect(waiting).toBeGreaterThan(0);
  });

  it('takes two people where money leaves, and none of them twice', async () => {
    const id = await refund();
    expect((await vw(['approve', id, ...REASON])).out).toMatch(/^1 of 2 have said yes to order\.refund/);
    expect((await vw(['approve', id, ...REASON])).code).toBe(1);
    expect((await vw(['approve', id, ...REASON], 'agent:director')).code).toBe(4);
    expect((await vw(['approve', id, ...REASON], 'key:n8n')).code).toBe(4);
    expect((await vw(['delegate', id, '--to', 'agent:x', ...REASON])).code).toBe(2);
    expect(await asked<ApprovalDetailShown>(['approve', id, ...REASON], 'user:anna')).toMatchObject({
      ...{ state: 'approved', endedBy: ['user:owner', 'user:anna'] },
    });
    const late = await vw(['reject', id, ...REASON], 'user:ben');
    expect([late.code, late.err]).toEqual([1, expect.stringContaining('approved by user:owner and user:anna')]);
  });

  it('rejects, and sends back', async () => {
    expect((await vw(['reject', await refund(), ...REASON])).out).toMatch(/is rejected\.\n$/);
    expect((await vw(['ask-changes', await refund(), ...REASON])).out).toMatch(/asked anew, it names refund-/);
  });

  it('shows policies, tries acts on them, and what a draft would change', async () => {
    const { items } = await asked<{ items: PolicyShown[] }>(['policies', '--act', 'discount.grant']);
    expect(items.map(({ id }) => id)).toEqual(['discount-below-floor', 'discount-beyond-20']);
    expect((await vw(['policy', 'discount-beyond-20'])).out).toMatch(/known from +approval limits/);
    const facts = JSON.stringify({ percent: 21, priceAfterMinor: '9000', costMinor: '4000' });
    expect(await asked<PolicyTestShown>(['test', 'discount.grant', '--facts', facts])).toMatchObject({
      ...{ answer: 'pending', policies: [{ id: 'discount-beyond-20', why: 'percent > 20 (percent is 21)' }] },
    });
    expect(await asked<PolicyDryRunShown>(['policy', 'refund', '--dry-run'])).toMatchObject({ changed: 0 });
    expect((await vw(['test', 'order.burn', '--facts', '{}'])).code).toBe(2);
    expect((await vw(['policy', 'nothing'])).code).toBe(5);
    const acts = await send<ActShown[]>('GET', 'acts');
    expect(acts.find(({ name }) => name === 'ads.spend')).toMatchObject({ moneyLeaves: true });
  });
});

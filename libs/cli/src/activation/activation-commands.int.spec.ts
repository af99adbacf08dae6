import type { ActivationDryRun, ActivationRuleShown } from '@vividwalls/contracts';
import { vwAgainstGateway, type Answers } from '../testing/vw-against-gateway.js';

const { gateway, vw, sent } = vwAgainstGateway();

const activation = (args: readonly string[], answers?: Answers) => vw(['activation', ...args], answers);

const LIST = 'GET /api/orchestration/activation-rules';
const ONE = '/api/orchestration/activation-rules/large-order';

const rule: ActivationRuleShown = {
  ...{ id: 'large-order', name: 'Large orders', eventType: 'vw.shop.order.paid.v1', when: 'int(total) > 50000' },
  ...{ template: { capability: 'order.triage', priority: 'high' }, state: 'draft', version: 2, liveVersion: 1 },
  ...{ change: 'above 500', source: 'support', updatedAt: '2026-11-29T08:00:00Z', updatedBy: 'user:owner' },
};
const none = { count: 0, reasons: [] };
const report: ActivationDryRun = {
  ...{ id: 'd1', ruleId: 'large-order', version: 2, from: '2026-11-22T08:00:00Z', events: 500, hasMore: true },
  ...{ unreadable: 1, matches: 12, tasks: 11, faults: none, leftOut: none, at: 'now', by: 'user:owner' },
  unknowns: { count: 3, reasons: [{ reason: 'total is not known', count: 3, eventId: 'e7' }] },
  samples: [{ eventId: 'e1', eventTime: 'noon', task: { key: 'k1', capability: null, subject: '77' } }],
};

describe('vw activation list', () => {
  it('shows what makes a task of what', async () => {
    const { code, out } = await activation(['list', '--state', 'draft'], { [LIST]: { json: { items: [rule] } } });
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({ state: 'draft', limit: '100' });
    expect(out).toContain(
      'large-order\tdraft\t2\t1\tvw.shop.order.paid.v1\torder.triage\tint(total) > 50000\tLarge orders',
    );
  });

  it('says what it means that there are none', async () => {
    const answers = { [LIST]: { json: { items: [] } } };
    expect((await activation(['list'], answers)).out).toContain('no event makes a task');
    expect((await activation(['list', '--state', 'live'], answers)).out).toContain('No rule is live.');
  });
});

describe('vw activation dry-run', () => {
  const dryRun = (json: ActivationDryRun, ...more: string[]) =>
    activation(['dry-run', 'large-order', ...more], { [`POST ${ONE}/dry-run`]: { json } });

  it('says what it would have made, and of what it could not know', async () => {
    const { code, out } = await dryRun(report);
    expect(sent()).toEqual({});
    expect(code).toBe(0);
    expect(out).toContain('large-order, version 2: 500 events since 2026-11-22T08:00:00Z; there are more; 1 messages');
    expect(out).toContain('It holds of 12 and would have made 11 tasks.');
    expect(out).toContain('3 unknown whether it holds:');
    expect(out).toContain('total is not known\te7\t3');
    expect(out).toContain('noon\te1\t(routing finds it)\t77\tk1');
    expect(out).toContain('vw activation live large-order');
  });

  it('reads from a time ago, as many as are wanted', async () => {
    await dryRun(report, '--from', '1d', '--events', '5000');
    expect(sent()).toEqual({ from: '2026-08-31T12:00:00.000Z', limit: 5_000 });
    expect((await activation(['dry-run', 'large-order', '--events', '5001'])).code).toBe(2);
  });

  it('does not advise to go live with a faulty rule, or one that saw nothing', async () => {
    const faulty = { ...report, faults: { count: 1, reasons: [{ reason: 'no subject', count: 1, eventId: 'e2' }] } };
    expect((await dryRun(faulty)).out).not.toContain('vw activation live');
    const empty = (await dryRun({ ...report, events: 0, samples: [], unknowns: none })).out;
    expect(empty).not.toContain('vw activation live');
    expect(empty).toContain('try an earlier --from');
  });
});

describe('vw activation live, retire', () => {
  it.each([
    ['live', 'large-order is live in version 2, from the next vw.shop.order.paid.v1 on.\n'],
    ['retire', 'large-order makes no tasks any more.\n'],
  ])('%s', async (act, told) => {
    const { code, out } = await activation([act, 'large-order'], { [`POST ${ONE}/${act}`]: { json: rule } });
    expect({ code, out }).toEqual({ code: 0, out: told });
  });

  it('ends with 1 when it was not tried', async () => {
    const json = { title: 'Not tried', detail: 'This version was not tried on past events.' };
    const { code, err } = await activation(['live', 'large-order'], { [`POST ${ONE}/live`]: { status: 409, json } });
    expect(code).toBe(1);
    expect(err).toContain('was not tried on past events');
  });
});

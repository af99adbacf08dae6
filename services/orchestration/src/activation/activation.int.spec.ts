import { InventoryLevelChanged, OrderPaid, RefundCreated } from '@vividwalls/events';
import { eventually } from '@vividwalls/testing';
import { RunningRouting } from '../routing/testing/running-routing.js';
import { ActivationLog } from './activation-log.js';
import { paidOrder, refund, stock } from './testing/sample-events.js';

let service: RunningRouting;
beforeAll(async () => {
  service = await RunningRouting.start('activation');
});
afterAll(() => service?.stop());

const RULES = '/api/orchestration/activation-rules';
interface TaskRow {
  readonly key: string;
  readonly test: boolean;
  readonly capability: string;
}

const tasks = (like: string): Promise<TaskRow[]> =>
  service.database.dataSource.query('SELECT key, test, capability FROM tasks WHERE key LIKE $1 ORDER BY key', [like]);
const logged = (eventId: string): Promise<{ rule_id: string; outcome: string; reason: string | null }[]> =>
  service.database.dataSource.query(
    'SELECT rule_id, outcome, reason FROM activation_log WHERE event_id = $1 ORDER BY rule_id',
    [eventId],
  );
const handled = (eventId: string) =>
  eventually(async () =>
    expect(await service.database.dataSource.query('SELECT 1 FROM inbox WHERE event_id = $1', [eventId])).toHaveLength(
      1,
    ),
  );

const draft = (id: string, fields: object = {}) => ({
  ...{ id, name: id, source: 'spec', eventType: 'vw.shop.order.paid.v1', when: 'data.order.name.startsWith("#dry")' },
  template: {
    ...{ capability: 'support.triage', priority: 'low', subject: 'data.order.orderId' },
    input: { text: { cel: '"Look at " + data.order.name' }, customerId: { cel: 'data.order.customerId' } },
  },
  ...fields,
});

describe('activation', () => {
  it('makes one task of a paid order, however often the event comes', async () => {
    const event = service.tell(OrderPaid, '1001', paidOrder('1001'));
    service.publish(event);
    await eventually(async () => expect(await tasks('rule:paid-order:1001')).toHaveLength(1));
    service.publish({ ...event, source: 'vividwalls/gateway' });
    service.tell(OrderPaid, '1002', paidOrder('1002'), true);
    await eventually(async () =>
      expect(await tasks('rule:paid-order:1002')).toEqual([
        { key: 'rule:paid-order:1002', test: true, capability: 'order.fulfil' },
      ]),
    );
    expect(await tasks('rule:paid-order:1001')).toEqual([
      { key: 'rule:paid-order:1001', test: false, capability: 'order.fulfil' },
    ]);
    expect(await logged(event.id)).toEqual([{ rule_id: 'paid-order', outcome: 'task', reason: null }]);
  });

  it('makes one task of several events that mean the same', async () => {
    const totals = { ...paidOrder('1003').order.totals, totalMinor: '250000' };
    const first = service.tell(OrderPaid, '1003', paidOrder('1003', { totals }));
    const second = service.tell(OrderPaid, '1003', paidOrder('1003', { totals }));
    await eventually(async () => expect(await logged(second.id)).toHaveLength(2));
    await eventually(async () => expect(await logged(first.id)).toHaveLength(2));
    expect(await tasks('rule:high-value-order:%')).toHaveLength(1);
  });

  it('keeps an event whose rule cannot be known, and says why', async () => {
    const event = service.tell(InventoryLevelChanged, 'i1', stock('i1'));
    await handled(event.id);
    expect(await logged(event.id)).toEqual([
      { rule_id: 'low-inventory', outcome: 'unknown', reason: 'data.available is not there' },
    ]);
    const { body } = await service.get<{ unknown: number }>(`${RULES}/low-inventory/activations/counts`);
    expect(body.unknown).toBe(1);
    const page = await service.get<{ items: object[] }>(`${RULES}/low-inventory/activations`);
    expect(page.body.items[0]).toMatchObject({ eventId: event.id, outcome: 'unknown', taskId: null });
  });

  it('keeps an event of which a rule makes what its capability does not take', async () => {
    const faulty = draft('faulty', {
      ...{ eventType: 'vw.shop.refund.created.v1', when: 'true' },
      template: {
        ...draft('x').template,
        subject: 'data.refund.orderId',
        input: { text: { cel: 'data.refund.note' } },
      },
    });
    expect((await service.post(RULES, faulty)).status).toBe(201);
    expect((await service.post(`${RULES}/faulty/dry-run`, {})).status).toBe(200);
    expect((await service.post(`${RULES}/faulty/live`, {})).status).toBe(200);
    const event = service.tell(RefundCreated, '77', refund('77'));
    await handled(event.id);
    expect(await logged(event.id)).toEqual([
      { rule_id: 'faulty', outcome: 'fault', reason: expect.stringMatching(/text/) },
      { rule_id: 'order-refunded', outcome: 'task', reason: null },
      { rule_id: 'refund', outcome: 'task', reason: null },
    ]);
  });

  it('lets a rule go live only when that version was tried on past events', async () => {
    for (const n of [1, 2, 3]) {
      const order = paidOrder(`20${n}`, { name: n === 3 ? 'other' : `#dry${n}` });
      await handled(service.tell(OrderPaid, `20${n}`, order).id);
    }
    const { customerId: _customer, ...guest } = paidOrder('204', { name: '#dry4' }).order;
    await handled(service.tell(OrderPaid, '204', { order: guest as OrderPaid['order'] }).id);
    await service.post(RULES, draft('tried'));
    expect((await service.post(`${RULES}/tried/live`, {})).status).toBe(409);
    const { status, body } = await service.post<Record<string, unknown>>(`${RULES}/tried/dry-run`, { limit: 100 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{
        version: 1,
        matches: 3,
        tasks: 3,
        hasMore: false,
        unreadable: 0,
        unknowns: { count: 0 },
        faults: { count: 0 },
      },
      leftOut: { count: 1, reasons: [{ reason: 'input/customerId: data.order.customerId is not there' }] },
    });
    expect((body['samples'] as { task: { input: object } }[])[0]!.task.input).toMatchObject({ text: 'Look at #dry1' });
    expect(await tasks('rule:tried:%')).toEqual([]);
    expect((await service.post(`${RULES}/tried/live`, {})).status).toBe(200);

    const { id: _id, ...text } = draft('tried', { when: 'data.order.name == "#dry9"' });
    await service.put(`${RULES}/tried`, { ...text, expectedVersion: 1, change: 'one only' });
    expect((await service.post(`${RULES}/tried/live`, {})).status).toBe(409);
    // The version that is live goes on.
    const event = service.tell(OrderPaid, '205', paidOrder('205', { name: '#dry5' }));
    await eventually(async () => expect(await tasks(`rule:tried:${event.id}`)).toHaveLength(1));
    await service.post(`${RULES}/tried/retire`, {});
    const late = service.tell(OrderPaid, '206', paidOrder('206', { name: '#dry6' }));
    await handled(late.id);
    expect(await tasks(`rule:tried:${late.id}`)).toEqual([]);
  });

  it('forgets what it did after a month', async () => {
    const old = [new Date(Date.now() - 31 * 86_400_000), new Date(Date.now() - 29 * 86_400_000)];
    await service.database.owner.query(
      `INSERT INTO activation_log (rule_id, rule_version, event_id, event_type, outcome, reason, test, at)
       SELECT 'old', 1, at::text, 't', 'unknown', 'spec', false, at FROM unnest($1::timestamptz[]) AS at`,
      [old],
    );
    expect(await service.service.app.get(ActivationLog, { strict: false }).sweep()).toBe(1);
    const { body } = await service.get<{ unknown: number }>(`${RULES}/old/activations/counts`);
    expect(body.unknown).toBe(1);
  });

  it('reads past events from a time on and up to a limit', async () => {
    await service.post(RULES, draft('limited', { when: 'true' }));
    const limited = await service.post<{ events: number; hasMore: boolean }>(`${RULES}/limited/dry-run`, { limit: 2 });
    expect(limited.body).toMatchObject({ events: 2, hasMore: true });
    const from = new Date(Date.now() + 60_000).toISOString();
    const none = await service.post<{ events: number }>(`${RULES}/limited/dry-run`, { from });
    expect(none.body).toMatchObject({ events: 0, hasMore: false });
    const all = await service.post<{ events: number }>(`${RULES}/limited/dry-run`, { from: '2026-01-01T00:00:00Z' });
    expect(all.body.events).toBeGreaterThan(5);
  });

  it.each([
    [{ when: 'data.order.' }, '/when'],
    [{ eventType: 'vw.orchestration.task.ended.v1' }, '/eventType'],
    [{ template: { ...draft('x').template, subject: '1 +' } }, '/template/subject'],
  ])('refuses a rule with %j', async (fields, pointer) => {
    const { status, body } = await service.post<{ errors: { pointer: string }[] }>(RULES, draft('unsound', fields));
    expect({ status, pointer: body.errors[0]!.pointer }).toEqual({ status: 422, pointer });
  });
});

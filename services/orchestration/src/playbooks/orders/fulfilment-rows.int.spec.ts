import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { beginFulfilment, claimHandover, endFulfilment, stopFulfilment } from './fulfilment-rows.js';

let database: OrchestrationDatabase;
beforeAll(async () => {
  database = await createOrchestrationDatabase('fulfilments');
});
afterAll(() => database?.drop());

const now = new Date('2026-11-24T09:00:00.000Z');
const dueAt = new Date('2026-11-25T09:00:00.000Z');
const inTx = <T>(work: (tx: EntityManager) => Promise<T>): Promise<T> => database.dataSource.transaction(work);

/** A task as far as it is looked at here; ended or not. */
async function aTask(isEnded = false): Promise<string> {
  const id = randomUUID();
  await database.owner.query(
    `INSERT INTO tasks (id, key, capability, input, context, priority, subject, requested_by, mode, test, correlation_id,
       causation_id, created_at, run_after, changes, state, ended_at)
     VALUES ($1::uuid, $1::text, 'order.fulfil', '{}', '{}', 0, 's', 'rule:x', 'act', false, 'c', 'c', now(), now(), 1, $2, $3)`,
    [id, isEnded ? 'failed' : 'queued', isEnded ? now : null],
  );
  return id;
}
const begin = (orderId: string, taskId: string) =>
  inTx((tx) => beginFulfilment(tx, { orderId, taskId, dueAt, test: false, now }));
const claim = (orderId: string, taskId: string) => inTx((tx) => claimHandover(tx, { orderId, taskId, now }));
const stop = (orderId: string) => inTx((tx) => stopFulfilment(tx, { orderId, reason: 'cancelled', now }));

describe('an order on its way to the printer', () => {
  it('is one task’s, however many come for it at once', async () => {
    const [orderId, ids] = [randomUUID(), await Promise.all(Array.from({ length: 8 }, () => aTask()))];
    const begun = await Promise.all(ids.map((id) => begin(orderId, id)));
    const owner = ids[begun.findIndex(({ isOurs }) => isOurs)];
    expect(begun.filter(({ isOurs }) => isOurs)).toHaveLength(1);
    for (const { isOurs, otherTaskId } of begun) if (!isOurs) expect(otherTaskId).toBe(owner);
  });

  it('is the same task’s when it begins once more, after a crash', async () => {
    const [orderId, id] = [randomUUID(), await aTask()];
    await begin(orderId, id);
    expect(await begin(orderId, id)).toEqual({ isOurs: true, otherTaskId: null, stopped: null });
  });

  it('is taken over from a task that has ended, unless it was handed over', async () => {
    const orderId = randomUUID();
    const [first, second, third] = [await aTask(true), await aTask(true), await aTask()];
    await begin(orderId, first);
    expect(await begin(orderId, second)).toMatchObject({ isOurs: true });
    // Who had it before can't hand it over any more.
    expect(await claim(orderId, first)).toEqual({ isClaimed: false, stopped: null });
    expect(await claim(orderId, second)).toEqual({ isClaimed: true, stopped: null });
    expect(await begin(orderId, third)).toMatchObject({ isOurs: false, otherTaskId: second });
    await inTx((tx) => endFulfilment(tx, { orderId, taskId: second, isHandedOver: true, now }));
    expect(await begin(orderId, third)).toMatchObject({ isOurs: false, otherTaskId: second });
  });

  it('is either stopped or handed over, whichever commits first', async () => {
    for (let round = 0; round < 30; round += 1) {
      const [orderId, id] = [randomUUID(), await aTask()];
      await begin(orderId, id);
      const isStopFirst = round % 2 === 0;
      const both = isStopFirst ? [stop(orderId), claim(orderId, id)] : [claim(orderId, id), stop(orderId)];
      const results = await Promise.all<unknown>(both);
      const [stopped, claimed] = (isStopFirst ? results : results.toReversed()) as [string, { isClaimed: boolean }];
      expect(claimed.isClaimed).toBe(stopped === 'too_late');
    }
  });

  it('that was stopped before anybody began stays so', async () => {
    const [orderId, id] = [randomUUID(), await aTask()];
    expect(await stop(orderId)).toBe('stopped');
    expect(await begin(orderId, id)).toEqual({ isOurs: true, otherTaskId: null, stopped: 'cancelled' });
    expect(await claim(orderId, id)).toEqual({ isClaimed: false, stopped: 'cancelled' });
  });
});

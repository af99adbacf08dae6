import { allocate } from '@vividwalls/money';
import { MODELS, weightsUnder } from '../models/weights-under.js';
import type { PathTouch } from '../touches/touch.js';
import type { AttributedOrder } from './attributed-order.js';
import { DayChanges, ORDER_PARTS } from './day-changes.js';

const FITS = new Map();

function touch(id: string, agentId: string, day: number): PathTouch {
  return { id, agentId, channel: 'email', kind: 'assisted', occurredAt: `2026-11-0${day}T12:00:00.000Z` };
}

function order(path: readonly PathTouch[], netMinor: bigint): AttributedOrder {
  const placed = { placedAt: '2026-11-10T12:00:00.000Z', placedOn: '2026-11-10', closesAt: '2026-12-10T12:00:00.000Z' };
  const of = {
    orderId: '1',
    shop: 's',
    book: 'real' as const,
    currency: 'USD',
    keys: [],
    own: [],
    ownTouches: [],
    ...placed,
  };
  const frozen = { model: 'linear' as const, modelVersion: 1, markovVersion: 0, lookbackDays: 30 };
  const one = { ...of, ...frozen, netMinor, path, seq: 1, weights: [] };
  return { ...one, weights: weightsUnder('linear', one, FITS) };
}

/** What each agent has under each model, without any way around dividing. */
function divided({ netMinor, path, ...rest }: AttributedOrder): Record<string, [bigint, bigint]> {
  const sums: Record<string, [bigint, bigint]> = {};
  for (const model of MODELS) {
    const weights = weightsUnder(model, { ...rest, path }, FITS);
    const [amounts, parts] = [allocate(netMinor, weights), allocate(ORDER_PARTS, weights)];
    for (const [i, { agentId }] of path.entries()) {
      const [amount, part] = sums[`${model} ${agentId}`] ?? [0n, 0n];
      sums[`${model} ${agentId}`] = [amount + amounts[i]!, part + parts[i]!];
    }
  }
  return Object.fromEntries(Object.entries(sums).filter(([, [amount, part]]) => amount !== 0n || part !== 0n));
}

function changed(days: DayChanges): Record<string, [bigint, bigint]> {
  return Object.fromEntries(
    days.all().map(({ model, agentId, amountMinor, orderParts }) => [`${model} ${agentId}`, [amountMinor, orderParts]]),
  );
}

describe('what an order changes of its day', () => {
  const [a1, a2, a3, b1] = [touch('1', 'a', 1), touch('2', 'a', 2), touch('3', 'a', 4), touch('4', 'b', 3)];

  it.each([
    ['one touch', [a1]],
    ['several touches of one agent', [a1, a2, a3]],
    ['touches of several', [a1, b1, a3]],
  ])('is what every model gives of it: %s', (_, path) => {
    for (const netMinor of [10_001n, -7n]) {
      const days = new DayChanges(FITS);
      days.move(undefined, order(path, netMinor));
      expect(changed(days)).toEqual(divided(order(path, netMinor)));
    }
  });

  it('is nothing when the order leaves as it came, by whatever path in between', () => {
    const days = new DayChanges(FITS);
    const path = [order([a1, a2], 1_001n), order([a1, b1], 1_001n), order([a1, a2], 500n)] as const;
    days.move(undefined, path[0]);
    days.move(path[0], path[1]);
    days.move(path[1], path[2]);
    days.move(path[2], path[0]);
    expect(changed(days)).toEqual(divided(path[0]));
  });

  it('is unattributed without a touch', () => {
    const days = new DayChanges(FITS);
    days.move(undefined, order([], 100n));
    expect(days.all()).toEqual(
      MODELS.map((model) =>
        expect.objectContaining({ model, channel: 'unattributed', amountMinor: 100n, agentId: null }),
      ),
    );
  });
});

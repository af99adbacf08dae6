import type { Delivery } from '@vividwalls/messaging';
import type { DataSource } from 'typeorm';
import { ChainRecorder } from '../chain/chain.recorder.js';
import { createAuditDatabase, type AuditDatabase } from '../testing/audit-database.js';
import { findStory } from './find-story.js';

const NOW = new Date('2026-11-22T10:00:00.000Z');

interface Told {
  readonly id: string;
  readonly subject: string;
  readonly correlation: string;
  readonly causation?: string;
  readonly note?: string;
}

let sequence = 0;

function delivery({ id, subject, correlation, causation = correlation, note = '' }: Told): Delivery {
  const envelope = {
    ...{ specversion: '1.0', id, source: 'vividwalls/test', type: 'vw.shop.order.paid.v1', subject },
    ...{ time: NOW.toISOString(), version: 0, correlationid: correlation, causationid: causation, actor: 'system' },
    ...{ test: false, shop: '', datacontenttype: 'application/json', data: { orderId: subject, note } },
  };
  return {
    ...{ stream: 'SHOP', streamCreatedAt: '2026-01-01T00:00:00Z', sequence: ++sequence, subject: 'vw.shop.order.paid' },
    ...{ storedAt: NOW, deliveryCount: 1, bytes: Buffer.from(JSON.stringify(envelope)), headers: {} },
  };
}

describe('a story', () => {
  let database: AuditDatabase;
  let runtime: DataSource;

  beforeAll(async () => {
    database = await createAuditDatabase();
    runtime = database.dataSource;
    const deliveries = [
      delivery({ id: 'webhook-1', subject: 'delivery-1', correlation: 'webhook-1', note: 'long '.repeat(1_000) }),
      delivery({ id: 'paid', subject: '1001', correlation: 'webhook-1', causation: 'webhook-1' }),
      delivery({ id: 'other', subject: '1002', correlation: 'webhook-9' }),
      delivery({ id: 'booked', subject: 'entry-1', correlation: 'webhook-1', causation: 'paid' }),
      delivery({ id: 'refunded', subject: '1001', correlation: 'webhook-2' }),
      delivery({ id: 'clawed-back', subject: 'commission-1', correlation: 'webhook-2', causation: 'refunded' }),
    ];
    await runtime.transaction((tx) => new ChainRecorder({ now: () => NOW }).handle(tx, deliveries));
  });
  afterAll(async () => {
    await database.drop();
  });

  const told = async (of: Parameters<typeof findStory>[1], limit = 100) => {
    const { items, isCut } = await findStory(runtime, of, limit);
    return { ids: items.map(({ id }) => id), isCut };
  };

  it('of a first cause is everything that followed from it, oldest first', async () => {
    expect(await told({ correlationId: 'webhook-1' })).toEqual({ ids: ['webhook-1', 'paid', 'booked'], isCut: false });
  });

  it('of an order takes in what followed from each of its first causes', async () => {
    expect(await told({ subject: '1001' })).toEqual({
      ids: ['webhook-1', 'paid', 'booked', 'refunded', 'clawed-back'],
      isCut: false,
    });
  });

  it('names causes, leaves large payloads out, and says when it is cut', async () => {
    const { items, isCut } = await findStory(runtime, { subject: '1001' }, 3);
    expect(items.map(({ causationId }) => causationId)).toEqual(['webhook-1', 'webhook-1', 'paid']);
    expect(items.map(({ data }) => data)).toEqual([undefined, { orderId: '1001', note: '' }, expect.anything()]);
    expect(isCut).toBe(true);
  });

  it('of what nobody recorded is empty', async () => {
    expect(await told({ subject: '4711' })).toEqual({ ids: [], isCut: false });
  });
});

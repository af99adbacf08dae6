import type { MessagingStatus } from '../use-system';
import { consumerRows } from './consumer-rows';

const consumer = (name: string, lag: MessagingStatus['consumers'][number]['lag'], lagError: string | null = null) => ({
  ...{ name, isReadModel: false, state: 'running', handled: 9, repeats: 0, retried: 1, deadLettered: 0, waiting: 2 },
  ...{ inFlight: { messages: 0, bytes: 0 }, lag, lagError },
});
const of = (stream: string, pending: number) => ({
  ...{ stream, pending, unacknowledged: 0, redelivered: 0, lastDeliveredAt: null },
});
const status = (service: string, consumers: MessagingStatus['consumers']): MessagingStatus => ({
  ...{ service, consumers, readModels: [], breakers: {} },
  relay: { state: 'idle', published: 0, duplicates: 0, backlog: 0, oldestAgeS: null, parked: 0 },
});

describe('consumers', () => {
  it('are added up over the streams they read, those furthest behind first', () => {
    const rows = consumerRows([
      status('audit', [consumer('audit', [of('SHOP', 1), of('FINANCE', 7)])]),
      undefined,
      status('finance', [consumer('finance', [of('SHOP', 3)]), consumer('finance', [of('REPORTS', 9)])]),
    ]);
    expect(rows.map(({ service, pending, lag }) => [service, pending, lag?.length])).toEqual([
      ['finance', 9, 1],
      ['audit', 8, 2],
      ['finance', 3, 1],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
  });

  it('are not said to be up to date when nobody could be asked', () => {
    const [first] = consumerRows([
      status('finance', [consumer('b', [of('X', 9)]), consumer('finance', null, 'no broker')]),
    ]);
    expect(first).toMatchObject({ name: 'finance', pending: null, unacknowledged: null, lagError: 'no broker' });
  });
});

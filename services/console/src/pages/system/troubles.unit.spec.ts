import { troublesOf, type SystemAsked } from './troubles';
import type { SystemView } from './use-system';

const SERVICE: SystemView['services'][number] = {
  ...{ name: 'finance', state: 'ready', detail: null, version: '0.1.0', startedAt: null, latencyMs: 3, checks: [] },
  relay: { state: 'idle', published: 1, backlog: 0, oldestAgeS: null, parked: 0 },
  messagingError: null,
};
const SYSTEM: SystemView = {
  ...{ at: '2026-11-29T10:00:00.000Z', version: '0.1.0', services: [SERVICE], servers: [], streams: [], consumers: [] },
};
const WELL: SystemAsked = {
  ...{ system: SYSTEM, systemError: null, statuses: [], openLetters: 0 },
  queue: { overdue: 0, ready: 0, oldestReadyAgeMs: null },
};
const texts = (asked: Partial<SystemAsked>) => troublesOf({ ...WELL, ...asked }).map(({ text }) => text);
const withService = (change: Partial<typeof SERVICE>) => ({
  system: { ...SYSTEM, services: [{ ...SERVICE, ...change }] },
});

describe('what is wrong', () => {
  it('is nothing when all is well', () => {
    expect(texts({})).toEqual([]);
  });

  it('is a service that does not answer, or is not ready and why', () => {
    expect(texts(withService({ state: 'unreachable', detail: 'refused' }))).toEqual([
      'Finance can’t be reached: refused.',
    ]);
    const checks = [
      { name: 'database', ok: false, detail: 'down' },
      { name: 'broker', ok: true, detail: null },
    ];
    expect(texts(withService({ state: 'not_ready', checks }))).toEqual(['Finance is not ready: database: down.']);
  });

  it('is an outbox that does not empty, and what was set aside', () => {
    const relay = { ...SERVICE.relay!, backlog: 12, oldestAgeS: 45, parked: 2 };
    expect(texts(withService({ relay }))).toEqual([
      '2 events of finance were refused by the broker and set aside.',
      'Finance has 12 events to send, the oldest waiting for 45 sec.',
    ]);
    expect(texts(withService({ relay: { ...relay, oldestAgeS: 2, parked: 0 } }))).toEqual([]);
  });

  it('is a consumer that is far behind, an open breaker, letters and late tasks; the worst first', () => {
    const consumer = {
      ...{ stream: 'SHOP', name: 'finance', service: 'finance', state: 'running', isReadModel: false, pending: 5_000 },
      ...{ ackPending: 0, redelivered: 0, lastDeliveredAt: null },
    };
    const nats = {
      ...{
        name: 'nats' as const,
        state: 'down' as const,
        detail: 'refused',
        version: null,
        latencyMs: null,
        figures: [],
      },
    };
    const status = {
      ...{ service: 'orchestration', consumers: [], readModels: [], relay: { ...SERVICE.relay!, duplicates: 0 } },
      breakers: { 'finance.spend': 'open' as const, 'finance.figures': 'closed' as const },
    };
    expect(
      texts({
        ...{ system: { ...SYSTEM, consumers: [consumer], servers: [nats] }, statuses: [status], openLetters: 3 },
        queue: { overdue: 1, ready: 2, oldestReadyAgeMs: 120_000 },
      }),
    ).toEqual([
      'NATS is down: refused.',
      'Finance is 5,000 messages behind in SHOP (finance).',
      'Orchestration has stopped asking finance.spend.',
      '3 dead letters wait for a decision.',
      '1 task is overdue.',
      '2 tasks are ready but not taken, the oldest for 2 min.',
    ]);
  });

  it('is a record that is known to be broken', () => {
    const recordBreak = 'The record is broken at entry 7.';
    expect(troublesOf({ ...WELL, recordBreak })).toEqual([{ tone: 'bad', text: recordBreak, to: '/events/verify' }]);
  });

  it('is that nothing can be known', () => {
    expect(texts({ system: undefined, systemError: new Error('No answer') })).toEqual([
      'The system’s state is not known: No answer',
    ]);
  });

  it('does not call a server down that may be slow', () => {
    const server = (detail: string): SystemView['servers'][number] => ({
      ...{ name: 'postgres', state: 'down', detail, version: null, latencyMs: null, figures: [] },
    });
    const said = (detail: string) => texts({ system: { ...SYSTEM, servers: [server(detail)] } });
    expect(said('no answer in 1500 ms')).toEqual(['PostgreSQL is down or slow: no answer in 1500 ms.']);
    expect(said('connection refused')).toEqual(['PostgreSQL is down: connection refused.']);
  });
});

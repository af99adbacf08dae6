import type { Answer } from '../testing/fake-gateway.js';
import { vwAgainstGateway } from '../testing/vw-against-gateway.js';
import type { MessagingStatus, Replay, Republication } from './messaging-api.js';

const { gateway, vw, bodies } = vwAgainstGateway();

const REASON = ['--reason', 'the stream was lost'];
const reason = 'the stream was lost';

describe('the status', () => {
  const status = (
    service: string,
    given: Partial<MessagingStatus['relay']> = {},
    consumer: Partial<MessagingStatus['consumers'][number]> = {},
  ): Answer => ({
    json: {
      service,
      relay: { state: 'following', backlog: 0, oldestAgeS: null, parked: 0, ...given },
      consumers: [
        {
          ...{ name: service, state: 'running', waiting: 2, deadLettered: 0 },
          lag: [
            { stream: 'SHOP', pending: 3, unacknowledged: 4 },
            { stream: 'REDRIVE', pending: 0, unacknowledged: 0 },
          ],
          lagError: null,
          ...consumer,
        },
      ],
      readModels: [],
    },
  });
  const ready = {
    json: { service: 'gateway', checks: { database: { ok: true }, finance: { ok: true, checks: { database: {} } } } },
  };

  it('is that of every service which the door knows', async () => {
    const { code, out } = await vw(['messaging', 'status'], {
      'GET /health/ready': ready,
      'GET /api/gateway/messaging/status': status('gateway'),
      'GET /api/finance/messaging/status': status('finance'),
    });
    expect(code).toBe(0);
    expect(out).toContain('gateway\trelay\tfollowing\t0\t');
    expect(out).toContain('finance\tconsumer finance of SHOP, REDRIVE\trunning\t7\t2 wait for their cause');
  });

  it('says why it does not know how far a consumer is behind', async () => {
    const { out } = await vw(['messaging', 'status', '--service', 'finance'], {
      'GET /api/finance/messaging/status': status('finance', {}, { lag: null, lagError: 'consumer not found' }),
    });
    expect(out).toContain('finance\tconsumer finance\trunning\t?\t');
    expect(out).toContain('how far behind is not known: consumer not found');
  });

  it.each([
    ['an event is parked', status('finance', { parked: 1 }), '1 parked: vw messaging parked finance'],
    ['its relay waits', status('finance', { state: 'waiting for the broker' }), 'waiting for the broker'],
    ['it gives no answer', { status: 503, json: { title: 'Not available' } }, 'NO ANSWER'],
  ])('is a no for scripts when %s, and tells the others all the same', async (_, answer, told) => {
    const { code, out } = await vw(['messaging', 'status'], {
      'GET /health/ready': ready,
      'GET /api/gateway/messaging/status': status('gateway'),
      'GET /api/finance/messaging/status': answer,
    });
    expect(code).toBe(1);
    expect(out).toContain(told);
    expect(out).toContain('gateway\trelay');
  });

  it('of one service asks for nothing else', async () => {
    const answers = { 'GET /api/finance/messaging/status': status('finance') };
    const { code, out } = await vw(['messaging', 'status', '--service', 'finance', '--json'], answers);
    expect({ code, services: (JSON.parse(out) as { services: object[] }).services.length }).toEqual({
      code: 0,
      services: 1,
    });
    expect(gateway.seen).toHaveLength(1);
    expect((await vw(['messaging', 'status', '--service', 'finanze'], {})).code).toBe(5);
  });
});

describe('parked events', () => {
  const row = {
    outboxId: '7',
    messageId: 'e-7',
    subject: 'vw.shop.x',
    error: 'too \u001b[2Jlarge\nmore',
    parkedAt: 't',
  };

  it('are listed with harmless errors', async () => {
    const path = 'GET /api/gateway/messaging/parked';
    const { code, out } = await vw(['messaging', 'parked', 'gateway'], { [path]: { json: { items: [row] } } });
    expect(code).toBe(0);
    expect(out).toContain('7\tt\tvw.shop.x\te-7\ttoo �[2Jlarge\n');
    expect((await vw(['messaging', 'parked', 'gateway'], { [path]: { json: { items: [] } } })).out).toBe(
      'Nothing is parked.\n',
    );
  });

  it('get another chance, for a reason', async () => {
    const answers = { 'POST /api/gateway/messaging/parked/7/retry': { json: { messageId: 'e-7' } } };
    const { code, out } = await vw(['messaging', 'retry', 'gateway', '7', ...REASON, '--json'], answers);
    expect({ code, answer: JSON.parse(out) as unknown }).toEqual({ code: 0, answer: { messageId: 'e-7' } });
    expect(bodies()).toEqual([{ reason }]);
    expect((await vw(['messaging', 'retry', 'gateway', '7'], answers)).code).toBe(2);
    expect((await vw(['messaging', 'retry', 'gateway', '8', ...REASON], answers)).code).toBe(5);
  });
});

describe('republishing', () => {
  const PATH = '/api/gateway/messaging/republications';
  const republication = (given: Partial<Republication> = {}): Answer => ({
    json: {
      ...{ id: 'r-1', state: 'running', from: 'a', until: 'b', total: 9, published: 0, duplicates: 0, error: null },
      ...given,
    },
  });
  const FROM = ['messaging', 'republish', 'gateway', '--from', '2h'];

  it('only counts in a dry run', async () => {
    const answers = { [`POST ${PATH}`]: { json: { dryRun: true, total: 9 } } };
    const { code, out } = await vw([...FROM, '--until', '1h', ...REASON, '--dry-run'], answers);
    expect({ code, out }).toEqual({ code: 0, out: '9 events would be published again.\n' });
    const [from, until] = ['2026-09-01T10:00:00.000Z', '2026-09-01T11:00:00.000Z'];
    expect(bodies()).toEqual([{ from, until, reason, dryRun: true }]);
  });

  it('follows to the end and says what came of it', async () => {
    const done = republication({ state: 'done', published: 9, duplicates: 4 });
    const { code, out } = await vw([...FROM, ...REASON], {
      [`POST ${PATH}`]: { status: 202, ...republication() },
      [`GET ${PATH}/r-1`]: [republication({ published: 5 }), { status: 503, json: {} }, done],
    });
    expect({ code, out }).toEqual({
      code: 0,
      out: '9 of 9 events published again; the streams still knew 4 of them.\n',
    });
  });

  it.each(['failed', 'aborted'] as const)('that %s is a no', async (state) => {
    const error = state === 'failed' ? 'no room' : null;
    const { code, out } = await vw([...FROM, ...REASON], {
      [`POST ${PATH}`]: republication({ state, published: 5, error }),
    });
    expect(code).toBe(1);
    expect(out).toBe(`It ${state}${error === null ? '' : ': no room'}. 5 of 9 events published again.\n`);
  });
});

describe('a replay', () => {
  const PATH = '/api/gateway/messaging/replays';
  const replay = (given: Partial<Replay> = {}): Answer => ({
    json: {
      ...{ id: 'r-1', model: 'dead-letters', phase: 'stream', reason, actor: 'user:ann', taken: 4, total: 9 },
      ...{
        handled: 4,
        failed: 0,
        failures: [],
        etaSeconds: 1,
        pauseMs: null,
        startedAt: 't',
        endedAt: null,
        error: null,
      },
      ...given,
    },
  });
  const START = ['replay', 'start', 'gateway', 'dead-letters', ...REASON];
  const done = { phase: 'done', endedAt: 't2', handled: 9, pauseMs: 12.4 };

  it('is followed to its end, under a key that makes it once', async () => {
    const { code, out } = await vw(START, {
      [`POST ${PATH}`]: { status: 202, ...replay() },
      [`GET ${PATH}/r-1`]: [replay({ taken: 8, total: 10 }), { status: 503, json: {} }, replay(done)],
    });
    const told = 'dead-letters is rebuilt from 9 events. Live handling stood still for 12 ms.\n';
    expect({ code, out }).toEqual({ code: 0, out: told });
    expect(bodies()).toEqual([{ model: 'dead-letters', from: 'beginning', reason, skipFailed: false }]);
    expect(gateway.seen[0]!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['beginning', 'beginning'],
    ['17', { sequence: 17 }],
    ['2h', { time: '2026-09-01T10:00:00.000Z' }],
    ['2026-08-01T00:00:00Z', { time: '2026-08-01T00:00:00.000Z' }],
  ])('begins at %s', async (text, from) => {
    const { code } = await vw([...START, '--from', text], { [`POST ${PATH}`]: replay(done) });
    expect(code).toBe(0);
    expect(bodies()).toMatchObject([{ from }]);
  });

  it.each(['0', '99999999999999999', 'later'])('does not begin at %s', async (text) => {
    expect((await vw([...START, '--from', text], {})).code).toBe(2);
    expect(gateway.seen).toHaveLength(0);
  });

  it('that leaves events out names them, and is partial', async () => {
    const failures = [{ place: 'stream DLQ, sequence 3', error: 'no \u001b[2Jid\n    at keep' }];
    const { code, out } = await vw([...START, '--skip-failed'], {
      [`POST ${PATH}`]: replay({ ...done, failed: 1, failures }),
    });
    expect(code).toBe(6);
    expect(out).toContain('1 were left out:\n  stream DLQ, sequence 3: no �[2Jid\n');
    expect(bodies()).toMatchObject([{ skipFailed: true }]);
  });

  it.each([
    ['failed', 't2'],
    ['aborted', 't2'],
    // Its process died, and nobody has written its end yet.
    ['interrupted', null],
  ])('that %s is a no, with why', async (phase, endedAt) => {
    const answers = { [`POST ${PATH}`]: replay({ phase, endedAt, error: 'so it is' }) };
    expect(await vw(START, answers)).toMatchObject({ code: 1, out: expect.stringContaining('so it is') });
  });

  it('goes on when nobody looks any more, and says how to end it', async () => {
    const ending = new AbortController();
    const terminal = { signal: ending.signal };
    setTimeout(() => ending.abort(), 300);
    const { code, err } = await vw(START, { [`POST ${PATH}`]: replay(), [`GET ${PATH}/r-1`]: replay() }, terminal);
    expect(code).toBe(130);
    expect(err).toContain('vw replay abort gateway r-1');
  });

  it('is listed, and aborted once', async () => {
    const listed = await vw(['replay', 'list', 'gateway'], {
      [`GET ${PATH}`]: { json: { items: [replay(done).json] } },
    });
    expect(listed.out).toContain(`r-1\tt\tdead-letters\tdone\t4/9\t0\tuser:ann\t${reason}`);
    const abort = ['replay', 'abort', 'gateway', 'r-1'];
    expect((await vw(abort, { [`POST ${PATH}/r-1/abort`]: { status: 202, ...replay() } })).code).toBe(0);
    const ended = { status: 409, json: { title: 'Already ended' } };
    expect((await vw(abort, { [`POST ${PATH}/r-1/abort`]: ended })).code).toBe(1);
    expect((await vw(abort, {})).code).toBe(5);
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Terminal } from '../terminal.js';
import type { Answer, Seen } from '../testing/fake-gateway.js';
import { ownFolder } from '../testing/own-folder.js';
import { typing } from '../testing/stdin.js';
import { vwAgainstGateway } from '../testing/vw-against-gateway.js';
import { JOBS, LETTERS, type Letter, type LetterJob } from './dead-letter.js';

const { gateway, vw, bodies } = vwAgainstGateway();

type Answers = Readonly<Record<string, unknown>> | ((request: Seen) => Answer);

/** Runs `vw dlq …`; documents by `METHOD path`, below the desk's address, or answers of a function. */
function dlq(args: readonly string[], answers: Answers = {}, given?: Partial<Terminal>) {
  const byPath = typeof answers === 'function' ? answers : Object.fromEntries(Object.entries(answers).map(documentAt));
  return vw(['dlq', ...args], byPath, given);
}

const documentAt = ([name, json]: readonly [string, unknown]) => [name.replace(' ', ` ${LETTERS}`), { json }] as const;

const ID = '3f2a9c54-7d3f-5a51-9a43-1c2f0e6b7d10';
const REASON = ['--reason', 'the account exists now'];
const event = { id: 'e', type: 'vw.shop.order.paid.v1', data: { orderId: '7', note: 'a\u009bb' } };
const letter = (given: Partial<Letter> = {}): Letter => ({
  id: ID,
  state: 'open',
  consumer: 'finance',
  reason: 'permanent',
  error: 'Permanent: no \u001b[2Jcurrency\n    at book',
  attempts: 1,
  origin: { stream: 'SHOP', sequence: '9', subject: 'vw.shop.order.paid', eventId: 'e', eventType: event.type },
  subject: '7',
  failedAt: '2026-09-01T10:00:00.000Z',
  redrives: 0,
  previousLetterId: null,
  nextLetterId: null,
  lastAct: null,
  settledAt: null,
  payload: JSON.stringify(event),
  encoding: 'utf8',
  ...given,
});
const group = {
  ...{ state: 'open', consumer: 'finance', type: 'vw.shop.order.paid.v1', reason: 'permanent', count: 128 },
  ...{ oldest: '2026-09-01T09:00:00.000Z', newest: '2026-09-01T10:00:00.000Z' },
};
const job = (given: Partial<LetterJob> = {}): LetterJob => ({
  ...{ id: 'job-1', kind: 'redrive', state: 'running', filter: {}, reason: 'why', actor: 'user:owner' },
  ...{ ratePerSecond: 20, total: 128, done: 5, skipped: 0, skips: {}, requestedAt: 't' },
  ...{ handled: 0, failedAgain: 0 },
  ...{ endedAt: null, endedBy: null, abortReason: null },
  ...given,
});

describe('finding letters', () => {
  it('lists open ones, with whole ids for other programs, and harmless errors', async () => {
    const { code, out } = await dlq(['list'], { 'GET ': { items: [letter()] } });
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({ state: 'open', limit: '50' });
    const cells = [ID, 'open', '2026-09-01T10:00:00.000Z', 'finance', event.type, 'SHOP 9', '1', 'permanent'];
    expect(out).toContain(`${cells.join('\t')}\tPermanent: no �[2Jcurrency\n`);
    expect((await dlq(['list'], { 'GET ': { items: [] } })).out).toBe('No open dead letters.\n');
  });

  it('asks for what the options say, with a time ago as an instant', async () => {
    const options = [
      '--consumer',
      'finance*',
      '--type',
      'vw.shop.*',
      '--failure',
      'attempts exhausted',
      '--text',
      'no',
    ];
    await dlq(
      ['list', ...options, '--since', '2h', '--until', '2026-09-01T11:30:00Z', '--state', 'all', '--stream', 'SHOP'],
      {
        'GET ': { items: [] },
      },
    );
    expect(gateway.seen[0]!.query).toEqual({
      ...{ consumer: 'finance*', type: 'vw.shop.*', reason: 'attempts exhausted', text: 'no', stream: 'SHOP' },
      ...{ since: '2026-09-01T10:00:00.000Z', until: '2026-09-01T11:30:00.000Z', state: 'all', limit: '50' },
    });
  });

  it('sums up by kind', async () => {
    const { out } = await dlq(['summary'], { 'GET /summary': { items: [group] } });
    expect(out).toContain('128\topen\tfinance\tvw.shop.order.paid.v1\tpermanent');
  });

  it('shows one by the beginning of its id', async () => {
    const { code, out } = await dlq(['show', '3f2a'], { 'GET ': { items: [letter()] }, [`GET /${ID}`]: letter() });
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toMatchObject({ state: 'all', id: '3f2a' });
    for (const part of [ID, 'SHOP 9, vw.shop.order.paid', '    at book', '"orderId": "7"']) expect(out).toContain(part);
    for (const escape of ['\u001b', '\u009b']) expect(out).not.toContain(escape);
  });

  it('says what was done about one, and what came of it', async () => {
    const lastAct = { kind: 'redriven', at: 't', by: 'user:ann', reason: 'mended', edited: true, jobId: 'job-1' };
    const failed = letter({
      state: 'failed again',
      lastAct,
      settledAt: 't2',
      nextLetterId: 'next',
      previousLetterId: 'p',
    });
    const { out } = await dlq(['show', ID], { [`GET /${ID}`]: failed });
    expect(out).toContain('failed again since t2; the next failure is letter next');
    expect(out).toContain('mended and redriven by job job-1, user:ann at t: mended');
  });

  it('tells when no id begins so, when several do, and when it is no id at all', async () => {
    expect(await dlq(['show', '3f2a'], { 'GET ': { items: [] } })).toMatchObject({ code: 5 });
    const two = [letter(), letter({ id: ID.replace('7d10', '7d11') })];
    const several = await dlq(['show', '3f2a'], { 'GET ': { items: two } });
    expect(several).toMatchObject({ code: 2, err: expect.stringContaining('7d11') });
    gateway.seen.length = 0;
    for (const id of ['4', 'x'.repeat(8)]) expect(await dlq(['show', id])).toMatchObject({ code: 2 });
    expect(gateway.seen).toHaveLength(0);
  });

  it('gives the data alone, the same in a file as in the event and harmless on a terminal', async () => {
    const { out } = await dlq(['show', ID, '--data'], { [`GET /${ID}`]: letter() });
    expect(out).not.toContain('\u009b');
    expect(JSON.parse(out)).toEqual(event.data);
    const bytes = letter({ payload: '/w==', encoding: 'base64' });
    expect(await dlq(['show', ID, '--data'], { [`GET /${ID}`]: bytes })).toMatchObject({ code: 1, out: '' });
    expect((await dlq(['show', ID, '--message'], { [`GET /${ID}`]: bytes })).out).toBe('/w==\n');
  });
});

describe('deciding on one letter', () => {
  const folder = ownFolder('dlq');

  it('redrives it with a reason and tells what came of it', async () => {
    let looks = 0;
    const { code, out } = await dlq(['redrive', ID, ...REASON], ({ method }) => {
      if (method === 'POST') return { json: letter({ state: 'redriving' }) };
      looks += 1;
      return { json: letter({ state: looks > 2 ? 'handled' : 'redriving' }) };
    });
    expect(gateway.seen.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'GET']);
    expect({ code, out }).toEqual({ code: 0, out: `Handled: letter ${ID}.\n` });
    expect(bodies()).toEqual([{ reason: 'the account exists now' }]);
    expect(gateway.seen.find(({ method }) => method === 'POST')!.headers['content-type']).toBe('application/json');
  });

  it('says no when it failed again, and where to look', async () => {
    const failed = letter({ state: 'failed again', nextLetterId: 'next' });
    const answers = { [`GET /${ID}`]: failed, [`POST /${ID}/redrive`]: letter({ state: 'redriving' }) };
    expect(await dlq(['redrive', ID, ...REASON], answers)).toMatchObject({
      code: 1,
      out: 'It failed again. See: vw dlq show next\n',
    });
  });

  it('does not wait when told so, nor longer than the operator', async () => {
    const answers = { [`GET /${ID}`]: letter(), [`POST /${ID}/redrive`]: letter({ state: 'redriving' }) };
    expect((await dlq(['redrive', ID, ...REASON, '--no-wait'], answers)).out).toContain('On its way');
    expect(gateway.seen).toHaveLength(2);
    const stop = new AbortController();
    const interrupting = ({ method }: Seen): Answer => {
      if (method === 'POST') setTimeout(() => stop.abort(new Error('enough')), 20);
      return { json: letter({ state: method === 'POST' ? 'redriving' : 'open' }) };
    };
    const terminal = { signal: stop.signal };
    expect(await dlq(['redrive', ID, ...REASON], interrupting, terminal)).toMatchObject({
      code: 0,
      out: expect.stringContaining('On its way'),
    });
  });

  it('sends mended data of a file, or of standard input', async () => {
    const answers = { [`GET /${ID}`]: letter(), [`POST /${ID}/redrive`]: letter({ state: 'handled' }) };
    const file = join(folder(), 'data.json');
    await writeFile(file, '{"orderId":"8"}');
    await dlq(['redrive', ID, ...REASON, '--data', file], answers);
    await dlq(['redrive', ID, ...REASON, '--envelope', '-'], answers, typing('{"id":"e"}'));
    expect(bodies()).toEqual([
      { reason: 'the account exists now', data: { orderId: '8' } },
      { reason: 'the account exists now', envelope: { id: 'e' } },
    ]);
  });

  it('shows every fault of mended data', async () => {
    const faults = [{ pointer: '/data/amountMinor', message: 'must be text\u001b[2J' }];
    const { code, err } = await dlq(
      ['redrive', ID, ...REASON, '--data', '-'],
      ({ method }) =>
        method === 'GET' ? { json: letter() } : { status: 422, json: { title: 'The request has faults', faults } },
      typing('{}'),
    );
    expect(code).toBe(2);
    expect(err).toContain('/data/amountMinor must be text�[2J');
  });

  it.each([
    ['a file that is not there', '/nonexistent/data.json', '', "can't be read"],
    ['what is no JSON', '-', '{oops', 'is no JSON'],
    ['what is no object', '-', '[1]', 'holds no JSON object'],
  ])('refuses %s', async (_what, file, input, said) => {
    const { code, err } = await dlq(['redrive', ID, ...REASON, '--data', file], {}, typing(input));
    expect({ code, seen: gateway.seen.length }).toEqual({ code: 2, seen: 0 });
    expect(err).toContain(said);
  });

  it('discards it with a reason, and tells why it cannot', async () => {
    const answers = { [`GET /${ID}`]: letter(), [`POST /${ID}/discard`]: letter({ state: 'discarded' }) };
    expect(await dlq(['discard', ID, ...REASON], answers)).toMatchObject({
      code: 0,
      out: `Discarded: letter ${ID}.\n`,
    });
    const decided = { status: 409, json: { title: 'Already decided', detail: 'It was discarded by user:bob.' } };
    const { code, err } = await dlq(['discard', ID, ...REASON], ({ method }) =>
      method === 'GET' ? { json: letter() } : decided,
    );
    expect(code).toBe(1);
    expect(err).toContain('It was discarded by user:bob.');
  });
});

describe('deciding on many letters', () => {
  const dry = { dryRun: true, total: 128, groups: [group], first: [letter()] };
  const FILTER = ['--consumer', 'finance', '--failure', 'permanent'];
  /** The dry run, the job, and its end at the second look. */
  const desk = (end: Partial<LetterJob>): ((request: Seen) => Answer) => {
    let looks = 0;
    return ({ method, path, body }) => {
      if (method === 'GET' && path === `${JOBS}/job-1`) return { json: (looks += 1) < 2 ? job() : job(end) };
      if (method !== 'POST') return { status: 404 };
      const { dryRun } = JSON.parse(body.toString('utf8')) as { dryRun?: boolean };
      return dryRun ? { json: dry } : { status: 202, json: job({ state: 'pending', done: 0 }) };
    };
  };
  const FINISHED = { state: 'finished', done: 128 } as const;

  it('only counts with --dry-run', async () => {
    const { code, out } = await dlq(['redrive', ...FILTER, ...REASON, '--dry-run'], desk(FINISHED));
    expect(code).toBe(0);
    expect(out).toContain('128 open letters match. The oldest:');
    expect(out).toContain(ID);
    expect(bodies()).toEqual([
      { filter: { consumer: 'finance', reason: 'permanent' }, reason: 'the account exists now', dryRun: true },
    ]);
  });

  it('shows what it is about to touch, asks, and follows the job to its end', async () => {
    const terminal = typing('yes\n');
    const { code, out, err } = await dlq(['redrive', ...FILTER, ...REASON, '--rate', '5'], desk(FINISHED), terminal);
    expect(err).toContain('128 × finance, vw.shop.order.paid.v1, permanent\nRedrive 128 dead letters? [y/N] ');
    expect({ code, out }).toEqual({ code: 0, out: 'Job job-1 finished. 128 of 128 redriven.\n' });
    expect(bodies()[1]).toEqual({
      filter: { consumer: 'finance', reason: 'permanent' },
      reason: 'the account exists now',
      ratePerSecond: 5,
    });
    expect(gateway.seen[1]).toMatchObject({
      path: `${LETTERS}/redrives`,
      headers: { 'idempotency-key': expect.any(String) },
    });
  });

  it.each(['n\n', '\n', 'yess\n', ''])('does nothing when the answer is %j', async (answer) => {
    const { code, out } = await dlq(['discard', ...FILTER, ...REASON], desk(FINISHED), typing(answer));
    expect({ code, out }).toEqual({ code: 1, out: 'Nothing was done.\n' });
    expect(bodies()).toHaveLength(1);
  });

  it('wants --yes where nobody can be asked', async () => {
    const { code, err } = await dlq(['discard', ...FILTER, ...REASON], desk(FINISHED));
    expect(code).toBe(2);
    expect(err).toContain('--yes');
    expect(bodies()).toHaveLength(1);
    const yes = await dlq(['discard', ...FILTER, ...REASON, '--yes', '--json'], desk({ ...FINISHED, kind: 'discard' }));
    expect(yes.code).toBe(0);
    expect(JSON.parse(yes.out)).toMatchObject({ id: 'job-1', state: 'finished' });
  });

  it('says that some were skipped and why, and that a job was aborted by whom', async () => {
    const skipped = { state: 'finished', done: 126, skipped: 2, skips: { 'was not open any more': 2 } } as const;
    const partial = await dlq(['redrive', ...FILTER, ...REASON, '--yes'], desk(skipped));
    expect(partial).toMatchObject({ code: 6, out: expect.stringContaining('2 skipped (2 was not open any more)') });
    const told = await dlq(
      ['redrive', ...FILTER, ...REASON, '--yes'],
      desk({ ...skipped, handled: 9, failedAgain: 4 }),
    );
    expect(told.out).toContain('By now 9 were handled, 4 failed again and are open anew.');
    const aborted = { state: 'aborted', endedBy: 'user:bob', abortReason: 'wrong filter' } as const;
    const ended = await dlq(['redrive', ...FILTER, ...REASON, '--yes'], desk(aborted));
    expect(ended).toMatchObject({ code: 1, out: expect.stringContaining('aborted by user:bob: wrong filter') });
  });

  it('tells how to abort a job when only looking at it is broken off', async () => {
    const stop = new AbortController();
    const answer = desk(FINISHED);
    const interrupting = (request: Seen): Answer => {
      if (request.method === 'GET') stop.abort(new Error('enough'));
      return answer(request);
    };
    const terminal = { signal: stop.signal };
    const { code, err } = await dlq(['redrive', ...FILTER, ...REASON, '--yes'], interrupting, terminal);
    expect(code).toBe(130);
    expect(err).toContain('The job goes on.');
    expect(err).toContain('vw dlq abort job-1 --reason');
  });

  it('bears a gateway that is away for a moment', async () => {
    let away = 3;
    const answer = desk(FINISHED);
    const { code } = await dlq(['follow', 'job-1'], (request) => {
      if (request.method === 'GET' && gateway.seen.length > 1 && (away -= 1) > 0) return { status: 503, json: {} };
      return answer(request);
    });
    expect(code).toBe(0);
  });

  it('does nothing when nothing matches', async () => {
    const { code, out } = await dlq(['redrive', '--all', ...REASON, '--yes'], ({ method }) =>
      method === 'POST' ? { json: { total: 0, groups: [], first: [] } } : { status: 404 },
    );
    expect({ code, out }).toEqual({ code: 0, out: 'No open dead letters match.\n' });
    expect(bodies()).toHaveLength(1);
  });

  it.each([
    ['nothing said which', [...REASON]],
    ['one and a filter', [ID, '--consumer', 'finance', ...REASON]],
    ['one and all', [ID, '--all', ...REASON]],
    ['no reason', ['--all']],
    ['mended data for many', ['--all', '--data', 'f.json', ...REASON]],
    ['data and envelope', [ID, '--data', 'f', '--envelope', 'g', ...REASON]],
    ['a time that is none', ['--since', 'yesterday', ...REASON]],
    ['an unknown failure', ['--failure', 'bad luck', ...REASON]],
  ])('is a usage error with %s', async (_what, args) => {
    expect(await dlq(['redrive', ...args])).toMatchObject({ code: 2, out: '' });
    expect(gateway.seen).toHaveLength(0);
  });
});

describe('jobs', () => {
  it('are listed, and aborted with a reason', async () => {
    const { out } = await dlq(['jobs'], { 'GET /jobs': { items: [job({ done: 5, skipped: 1 })] } });
    expect(out).toContain('job-1\tt\tredrive\trunning\t6/128\t1\t20/s\tuser:owner\twhy');
    const aborted = job({ state: 'aborted', endedBy: 'user:owner', abortReason: 'wrong filter' });
    const answer = await dlq(['abort', 'job-1', '--reason', 'wrong filter'], { 'POST /jobs/job-1/abort': aborted });
    expect(answer).toMatchObject({ code: 0, out: expect.stringContaining('Job job-1 aborted by user:owner') });
    expect(bodies()).toEqual([{ reason: 'wrong filter' }]);
    expect(await dlq(['abort', 'job-1'])).toMatchObject({ code: 2 });
  });
});

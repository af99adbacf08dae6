import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.js';
import type { Answer } from './testing/fake-gateway.js';
import { fakeTerminal, type Surroundings } from './testing/fake-terminal.js';
import { ownFolder } from './testing/own-folder.js';
import { vwAgainstGateway } from './testing/vw-against-gateway.js';

const { gateway, vw: ask } = vwAgainstGateway();

/** Runs `vw …` against a gateway that answers always the same, or by the request. */
const vw = (
  args: string,
  answer: Answer | ((path: string, query: Readonly<Record<string, string>>) => Answer) = {},
  given: Surroundings = {},
) => ask(args, ({ path, query }) => (typeof answer === 'function' ? answer(path, query) : answer), given);

const posting = (account: string, amountMinor: string, currency = 'USD') => ({ account, amountMinor, currency });
const entry = (postings: object[]) => ({
  id: 'e1',
  orderId: '77',
  kind: 'sale',
  occurredAt: '2026-09-01T10:00:00Z',
  recordedAt: '2026-09-01T10:00:01Z',
  postings,
});
const sale = entry([posting('asset:payments-clearing', '19900'), posting('income:sales', '-19900')]);

describe('finance', () => {
  it('shows an order’s ledger and asks with the key', async () => {
    const answer = {
      json: {
        orderId: '9007199254740993',
        currency: 'USD',
        test: true,
        entries: [sale],
        waiting: ['refund:1 lacks its order'],
      },
    };
    const { code, out, err } = await vw('finance ledger 9007199254740993', answer);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(gateway.seen[0]).toMatchObject({
      path: '/api/finance/orders/9007199254740993/ledger',
      headers: { authorization: 'Bearer a-key' },
    });
    expect(out).toContain('Order 9007199254740993, USD, test book');
    expect(out).toContain('asset:payments-clearing\t199.00\t\tUSD');
    expect(out).toContain('income:sales\t\t199.00\tUSD');
    expect(out).toContain('Waiting: refund:1 lacks its order');
  });

  it('says no when an order doesn’t balance', async () => {
    const broken = entry([posting('asset:payments-clearing', '19900'), posting('income:sales', '-19899')]);
    const { code, out } = await vw('finance ledger 77', {
      json: { orderId: '77', currency: 'USD', test: false, entries: [broken] },
    });
    expect(code).toBe(1);
    expect(out).toContain('NOT BALANCED: 0.01 USD');
  });

  it('shows the trial balance of a book, to the last digit of each currency', async () => {
    const account = {
      account: 'income:sales',
      debitMinor: '0',
      creditMinor: '123456789012345678',
      balanceMinor: '-123456789012345678',
    };
    const json = {
      asOf: '2026-09-01T00:00:00Z',
      currencies: {
        USD: { debitMinor: '5', creditMinor: '5', accounts: [account] },
        JPY: { debitMinor: '7', creditMinor: '7', accounts: [] },
      },
    };
    const { code, out } = await vw('finance trial-balance --book test', { json });
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({ book: 'test' });
    expect(out).toContain('1234567890123456.78\t-1234567890123456.78\tUSD');
    expect(out).toContain('total\t7\t7\t\tJPY');
    expect(out).toContain('Balanced.');
  });

  it('says no when debits and credits differ', async () => {
    const { code, out } = await vw('finance trial-balance --json', {
      json: { asOf: 'now', currencies: { USD: { debitMinor: '5', creditMinor: '6', accounts: [] } } },
    });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ balanced: false });
  });

  it('reads entries page by page, up to the limit', async () => {
    const { code, out } = await vw('finance entries --limit 450 --kind sale --json', (_path, query) => {
      const from = Number(query.cursor ?? 0);
      const items = Array.from({ length: Number(query.limit) }, (_, index) => ({ ...sale, id: String(from + index) }));
      return { json: { items, nextCursor: String(from + items.length) } };
    });
    expect(code).toBe(0);
    const { items } = JSON.parse(out) as { items: { id: string }[] };
    expect(items.map((one) => one.id)).toEqual(Array.from({ length: 450 }, (_, index) => String(index)));
    expect(gateway.seen.map((one) => one.query.limit)).toEqual(['200', '200', '50']);
    expect(gateway.seen.every((one) => one.query.kind === 'sale')).toBe(true);
  });
});

describe('audit', () => {
  const stream = { stream: 'SHOP', first: 1, last: 480, missing: 2, missingRanges: [{ from: '7', to: '8' }] };

  it('tells a whole record', async () => {
    const { code, out } = await vw('audit verify', {
      json: {
        ok: true,
        events: 1532,
        head: '6f0c',
        streams: [{ ...stream, missing: 0, missingRanges: [] }],
        ...{ faults: [], whole: [{ from: '1', to: '1532', isFromBeginning: true }], givenUpAt: null },
      },
    });
    expect(code).toBe(0);
    expect(out).toContain('The record is whole: 1532 events, head 6f0c');
  });

  it('names the place where it is broken', async () => {
    const faults = [
      {
        ...{
          position: '12',
          to: '12',
          reason: 'changed',
          message: 'Entry 12 (SHOP 9, event x) is not what was recorded.',
        },
        ...{ compared: 'hash of the message', expected: 'aa', found: 'bb' },
      },
    ];
    const { code, out } = await vw('audit verify', {
      json: {
        ...{ ok: false, events: 480, head: 'ab', streams: [stream], faults, givenUpAt: null },
        whole: [
          { from: '1', to: '11', isFromBeginning: true },
          { from: '13', to: '480', isFromBeginning: false },
        ],
      },
    });
    expect(code).toBe(1);
    expect(out).toContain('Position 12, changed: Entry 12 (SHOP 9, event x) is not what was recorded.');
    expect(out).toContain('hash of the message: should be aa, is bb');
    expect(out).toContain('Whole: 1–11, 13–480');
    expect(out).toContain('SHOP\t1\t480\t2\t7–8');
  });

  it('follows new events as JSON lines until interrupted', async () => {
    const stop = new AbortController();
    const event = (position: number) => ({
      position: String(position),
      type: 'vw.shop.order.paid.v1',
      subject: 's',
      time: 't',
      actor: 'a',
      test: false,
    });
    const answer = (_path: string, { order, cursor }: Record<string, string>): Answer => {
      if (order !== 'asc') return { json: { items: [event(2), event(1)] } };
      if (cursor === '2') return { json: { items: [event(3)] } };
      stop.abort(new Error('enough'));
      return { json: { items: [] } };
    };
    const { code, out } = await vw('audit events --follow --json --type vw.shop.*', answer, { signal: stop.signal });
    expect(code).toBe(130);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { position?: string });
    expect(lines.slice(0, 3).map((line) => line.position)).toEqual(['1', '2', '3']);
    expect(gateway.seen[0]!.query).toMatchObject({ type: 'vw.shop.*' });
  });
});

describe('status', () => {
  const checks = {
    finance: { ok: false, detail: 'no answer', checks: { postgres: { ok: false, detail: 'ECONNREFUSED' } } },
  };
  it('lists every service with what it needs, without a key', async () => {
    gateway.answer = () => ({ status: 503, json: { status: 'unavailable', service: 'gateway', checks } });
    const terminal = fakeTerminal();
    expect(await run(['status', '--url', gateway.url], terminal)).toBe(1);
    expect(terminal.out()).toContain('finance/postgres\tNOT READY\tECONNREFUSED');
    expect(gateway.seen[0]!.headers.authorization).toBeUndefined();
  });
  it('is content when all are', async () => {
    const { code, out } = await vw('status --json', {
      json: { status: 'ok', service: 'gateway', checks: { nats: { ok: true } } },
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ready: true, url: gateway.url });
  });
});

describe('deliveries', () => {
  it('asks for deliveries that nothing could be made of', async () => {
    const item = {
      receivedAt: 't',
      topic: 'shop/update',
      shop: 's',
      deliveryId: 'd',
      status: 'untranslatable',
      reason: 'unhandled',
      message: 'Nobody\u001b[2J handles it',
    };
    const { out } = await vw('shop deliveries --unhandled', { json: { items: [item] } });
    expect(gateway.seen[0]!.query).toMatchObject({ status: 'untranslatable' });
    expect(out).toContain('Nobody�[2J handles it');
  });
});

describe('what goes wrong', () => {
  it.each([
    [401, 4, 'Not signed in'],
    [403, 4, 'Forbidden'],
    [404, 5, 'Order not in the books'],
    [400, 2, 'Bad Request'],
    [503, 3, 'Not available'],
    [500, 1, 'Internal error'],
  ])('HTTP %i is exit code %i, with the problem’s words', async (status, exitCode, title) => {
    const { code, out, err } = await vw('finance ledger 1', {
      status,
      json: { title, detail: 'the detail', faults: [{ pointer: '/book', message: 'must be real' }] },
    });
    expect(code).toBe(exitCode);
    expect(out).toBe('');
    expect(err).toContain(`vw: ${title}: the detail (${status}, GET /api/finance/orders/1/ledger)`);
    expect(err).toContain('/book must be real');
  });

  it('gives errors as one JSON document too, and keeps stdout clean of anything else', async () => {
    const { code, out, err } = await vw('finance ledger 1 --json', {
      status: 404,
      json: { title: 'Order not in the books' },
    });
    expect(code).toBe(5);
    expect(JSON.parse(out)).toEqual({
      error: expect.objectContaining({ exitCode: 5, status: 404, title: 'Order not in the books' }),
    });
    expect(err).toContain('Order not in the books');
  });

  it('says where nobody answers', async () => {
    const terminal = fakeTerminal();
    expect(await run(['finance', 'entries', '--url', 'http://127.0.0.1:9', '--key', 'k'], terminal)).toBe(3);
    expect(terminal.err()).toContain('Cannot reach http://127.0.0.1:9: ECONNREFUSED');
  });

  it('doesn’t take a page of HTML for an answer', async () => {
    const { code, err } = await vw('finance entries', { text: '<html>' });
    expect(code).toBe(1);
    expect(err).toContain('is no JSON');
  });

  it.each([
    'nonsense',
    'finance',
    'finance ledger',
    'finance trial-balance --book other',
    'finance entries --limit 0',
    'finance entries --limit ten',
    'shop simulate --days 0',
    'shop simulate --rate -1',
    'shop simulate --orders-per-day 0',
    'shop replay a.json --order sorted',
    'audit verify --nonsense',
    'dlq redrive 3f2a9c54',
    'dlq list --state lost',
    'dlq redrive --all --reason mended --rate 0',
  ])('“vw %s” is a usage error', async (args) => {
    const { code, out, err } = await vw(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).not.toBe('');
    expect(gateway.seen).toHaveLength(0);
  });

  it('wants a key', async () => {
    const terminal = fakeTerminal();
    expect(await run(['finance', 'entries', '--url', gateway.url], terminal)).toBe(4);
    expect(terminal.err()).toContain('VW_ADMIN_KEY');
  });
});

describe('where settings come from', () => {
  const home = ownFolder('cli');
  const asked = async (env: Record<string, string>, ...args: string[]) => {
    gateway.seen.length = 0;
    gateway.answer = () => ({ json: { items: [] } });
    const code = await run(['finance', 'entries', ...args], fakeTerminal({ env: { VW_HOME: home(), ...env } }));
    return { code, authorization: gateway.seen[0]?.headers.authorization };
  };

  it('finds address and key of the running system, and prefers what is said', async () => {
    await writeFile(join(home(), 'run.json'), JSON.stringify({ url: `${gateway.url}/`, adminKey: 'run-key' }));
    expect(await asked({})).toEqual({ code: 0, authorization: 'Bearer run-key' });
    await writeFile(join(home(), 'admin-key'), 'file-key\n');
    expect(await asked({})).toEqual({ code: 0, authorization: 'Bearer file-key' });
    expect(await asked({ VW_ADMIN_KEY: 'env-key' })).toEqual({ code: 0, authorization: 'Bearer env-key' });
    expect(await asked({ VW_ADMIN_KEY: 'env-key' }, '--key', 'said')).toEqual({
      code: 0,
      authorization: 'Bearer said',
    });
    expect(await asked({ PORT: new URL(gateway.url).port })).toMatchObject({ code: 0 });
    expect(await asked({ PORT: '9' })).toMatchObject({ code: 3 });
    expect(await asked({}, '--url', 'ftp://somewhere')).toMatchObject({ code: 2 });
    expect(await asked({}, '--url', 'somewhere')).toMatchObject({ code: 2 });
  });
});

describe('the look', () => {
  it('frames tables and colours states on a terminal, unless NO_COLOR', async () => {
    const json = { asOf: 't', currencies: { USD: { debitMinor: '5', creditMinor: '5', accounts: [] } } };
    const colourful = await vw('finance trial-balance', { json }, { tty: true });
    expect(colourful.out).toContain('│');
    expect(colourful.out).toContain('\u001b[32mBalanced.');
    const plain = await vw(
      'finance trial-balance',
      { json },
      { tty: true, env: { NO_COLOR: '1', VW_HOME: '/nonexistent' } },
    );
    expect(plain.out).toContain('│');
    expect(plain.out).not.toContain('\u001b[');
  });

  it('takes --json before the command’s name as well', async () => {
    const terminal = fakeTerminal();
    expect(await run(['--json', 'version'], terminal)).toBe(0);
    expect(JSON.parse(terminal.out())).toHaveProperty('version');
  });

  it('has help for everything', async () => {
    for (const args of [['--help'], ['shop', 'simulate', '--help'], ['--version']]) {
      const terminal = fakeTerminal();
      expect(await run(args, terminal)).toBe(0);
      expect(terminal.out()).not.toBe('');
      expect(terminal.err()).toBe('');
    }
  });
});

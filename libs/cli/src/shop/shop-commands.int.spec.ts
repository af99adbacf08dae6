import { createHash, createHmac } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shopMarks, type GroundTruth } from '@vividwalls/simulator';
import { run } from '../run.js';
import { fakeTerminal, type Surroundings } from '../testing/fake-terminal.js';
import { ownFolder } from '../testing/own-folder.js';
import { vwAgainstGateway } from '../testing/vw-against-gateway.js';

const SECRET = 'shop-secret';
const { gateway } = vwAgainstGateway();
const folder = ownFolder('shop');
beforeEach(() => {
  gateway.answer = ({ headers, body }) => ({
    status: headers['x-shopify-hmac-sha256'] === createHmac('sha256', SECRET).update(body).digest('base64') ? 200 : 401,
  });
});

const terminal = (more: Surroundings = {}) =>
  fakeTerminal({
    cwd: folder(),
    env: { VW_HOME: join(folder(), 'home'), SHOPIFY_WEBHOOK_SECRETS: `${SECRET},older` },
    ...more,
  });
const digestOf = async (path: string): Promise<string> => {
  const names = (await readdir(path)).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(await readFile(join(path, name)));
  return hash.digest('hex');
};
const idsSeen = (): string[] => gateway.seen.map((one) => String(one.headers['x-shopify-webhook-id']));

describe('vw shop simulate', () => {
  const small = ['shop', 'simulate', '--days', '2', '--orders-per-day', '6', '--seed', '11'];

  it('writes the same files for the same seed', async () => {
    for (const name of ['one', 'two']) expect(await run([...small, '--out', name], terminal())).toBe(0);
    expect(await run([...small.slice(0, -1), '12', '--out', 'three'], terminal())).toBe(0);
    const [one, two, three] = await Promise.all(['one', 'two', 'three'].map((name) => digestOf(join(folder(), name))));
    expect(one).toBe(two);
    expect(three).not.toBe(one);
    expect(gateway.seen).toHaveLength(0);
  });

  it('tells finance first who stands behind campaigns and codes, when it is asked to', async () => {
    const answer = gateway.answer;
    gateway.answer = (seen) => (seen.method === 'PUT' ? { status: 200, json: {} } : answer(seen));
    expect(await run([...small, '--marks', '--url', gateway.url, '--key', 'vw_owner'], terminal())).toBe(0);
    const marks = gateway.seen.filter(({ method }) => method === 'PUT');
    expect(new Set(marks.map(({ path }) => path))).toEqual(new Set(['/api/finance/attribution/touch-sources']));
    expect(marks.map(({ body }) => (JSON.parse(body.toString()) as { value: string }).value)).toEqual(
      shopMarks().map(({ value }) => value),
    );
    expect(gateway.seen.findIndex(({ method }) => method === 'POST')).toBe(marks.length);
  });

  it('sends every delivery signed, and leaves the ground truth for the owner alone', async () => {
    const screen = terminal();
    expect(await run([...small, '--json', '--url', gateway.url], screen)).toBe(0);
    const summary = JSON.parse(screen.out()) as {
      acknowledged: number;
      deliveries: number;
      orders: number;
      truthFile: string;
    };
    expect(screen.err()).toBe('');
    expect(summary.acknowledged).toBe(gateway.seen.length);
    expect(summary.truthFile).toBe(join(folder(), 'home', 'simulations', '11.truth.json'));
    expect((await stat(summary.truthFile)).mode & 0o777).toBe(0o600);
    const truth = JSON.parse(await readFile(summary.truthFile, 'utf8')) as GroundTruth & {
      sending: { acknowledgedIds: string[] };
    };
    expect(truth.orders).toHaveLength(summary.orders);
    expect([...truth.sending.acknowledgedIds].sort()).toEqual(idsSeen().sort());
    expect(truth.deliveries.reduce((sum, one) => sum + one.copies, 0)).toBe(summary.deliveries);
    expect(gateway.seen.every((one) => one.path === '/webhooks/shopify' && one.method === 'POST')).toBe(true);
  });

  it('sends the bytes that it writes', async () => {
    await run([...small, '--out', 'written'], terminal());
    await run([...small, '--url', gateway.url, '--concurrency', '1'], terminal());
    const bodies = (await readdir(join(folder(), 'written'))).filter((name) => /\.\d{6}\.json$/.test(name));
    const written = await Promise.all(bodies.map((name) => readFile(join(folder(), 'written', name), 'utf8')));
    expect(gateway.seen.map((one) => one.body.toString()).sort()).toEqual(written.sort());
  });

  it('starts on the day it is told', async () => {
    const screen = terminal();
    expect(await run([...small, '--start', '2026-12-24', '--out', 'xmas', '--json'], screen)).toBe(0);
    expect(JSON.parse(screen.out())).toMatchObject({ startAt: '2026-12-24T00:00:00.000Z' });
    expect(await run([...small, '--start', 'tomorrow', '--out', 'x'], terminal())).toBe(2);
    expect(await run([...small, '--start', '2026-02-31x', '--out', 'x'], terminal())).toBe(2);
  });

  it('ends at the moment it is told, on the last of its days', async () => {
    // The terminal's clock says noon of 1 September.
    for (const until of ['now', '2026-09-01T12:00:00Z']) {
      const screen = terminal();
      expect(await run([...small, '--until', until, '--out', until, '--json'], screen)).toBe(0);
      expect(JSON.parse(screen.out())).toMatchObject({ startAt: '2026-08-31T00:00:00.000Z', days: 2 });
      const truth = JSON.parse(await readFile(join(folder(), until, 'truth.json'), 'utf8')) as GroundTruth;
      expect(truth.orders.length).toBeGreaterThan(0);
      for (const { createdAt } of truth.orders) expect(createdAt < '2026-09-01T12').toBe(true);
    }
    for (const wrong of ['noon', '2026-09-01']) expect(await run([...small, '--until', wrong], terminal())).toBe(2);
    const before = ['--start', '2026-09-02', '--until', 'now', '--out', 'x'];
    expect(await run([...small, ...before], terminal())).toBe(2);
  });

  it('is refused with a wrong secret, soon', async () => {
    const screen = terminal();
    expect(await run([...small, '--secret', 'wrong', '--url', gateway.url], screen)).toBe(4);
    expect(screen.out()).toContain('Given up: every delivery was refused');
    expect(gateway.seen.length).toBeLessThan(60);
  });

  it('cannot reach what isn’t there, at once', async () => {
    const screen = terminal();
    expect(await run([...small, '--url', 'http://127.0.0.1:9'], screen)).toBe(3);
    expect(screen.err()).toContain('Cannot reach http://127.0.0.1:9: ECONNREFUSED');
  });

  it('ends when interrupted, with the whole truth and what was sent of it', async () => {
    const stop = new AbortController();
    const { answer } = gateway;
    gateway.answer = (request) => {
      if (gateway.seen.length === 15) stop.abort(new Error('enough'));
      return answer(request);
    };
    const truth = join(folder(), 'cut.json');
    const screen = terminal({ signal: stop.signal });
    expect(await run([...small, '--rate', '300', '--truth', truth, '--url', gateway.url], screen)).toBe(130);
    const read = JSON.parse(await readFile(truth, 'utf8')) as GroundTruth & {
      sending: { acknowledgedIds: string[]; stopped: string };
    };
    expect(read.sending.stopped).toBe('aborted');
    expect(read.deliveries.length).toBeGreaterThan(read.sending.acknowledgedIds.length);
    expect(new Set(idsSeen())).toEqual(new Set([...read.sending.acknowledgedIds, ...idsSeen()]));
  });

  it('needs a secret from somewhere', async () => {
    const screen = terminal({ env: { VW_HOME: join(folder(), 'empty') } });
    expect(await run([...small, '--url', gateway.url], screen)).toBe(2);
    expect(screen.err()).toContain('No secret to sign webhooks with');
  });
});

describe('vw shop live', () => {
  it('sends each webhook when its moment has come, and what was sent by then when it is interrupted', async () => {
    const stop = new AbortController();
    const { answer } = gateway;
    gateway.answer = (request) => {
      stop.abort(new Error('enough'));
      return answer(request);
    };
    const screen = terminal({ signal: stop.signal });
    const began = performance.now();
    expect(await run(['shop', 'live', '--seed', 'few', '--json', '--url', gateway.url], screen)).toBe(130);
    // The first order begins after ten seconds.
    expect(performance.now() - began).toBeGreaterThan(10_000);
    expect(gateway.seen).toHaveLength(1);
    expect(gateway.seen[0]!.headers['x-shopify-topic']).not.toBe('products/create');
    const truth = await readFile(join(folder(), 'home', 'simulations', 'few.truth.json'), 'utf8');
    expect((JSON.parse(truth) as { sending: object }).sending).toMatchObject({ acknowledged: 1, stopped: 'aborted' });
  }, 40_000);
});

describe('vw shop replay', () => {
  const body = '{"id":9007199254740993,"total":"1.00" }\n';
  beforeAll(async () => {
    await writeFile(join(folder(), 'orders_paid.json'), body);
    await writeFile(join(folder(), 'orders_create.pending.json'), '{"id":2}');
    await writeFile(join(folder(), 'what-is-this.json'), '{}');
  });
  const replay = (...args: string[]) => {
    const screen = terminal();
    return run(['shop', 'replay', ...args, '--url', gateway.url, '--concurrency', '1'], screen).then((code) => ({
      code,
      screen,
    }));
  };

  it('sends bodies byte for byte under the topic their names tell', async () => {
    expect((await replay('orders_paid.json', 'orders_create.pending.json')).code).toBe(0);
    expect(gateway.seen.map((one) => one.headers['x-shopify-topic'])).toEqual(['orders/paid', 'orders/create']);
    expect(gateway.seen[0]!.body.toString()).toBe(body);
  });

  it('gives the same body the same webhook id each time, and another topic another', async () => {
    await replay('orders_paid.json', '--twice');
    await replay('orders_paid.json', '--topic', 'orders/updated', '--shop', 'other.myshopify.com');
    const [first, second, third] = idsSeen();
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(gateway.seen[2]!.headers).toMatchObject({
      'x-shopify-topic': 'orders/updated',
      'x-shopify-shop-domain': 'other.myshopify.com',
    });
  });

  it('replays a recording exactly, shuffled by a seed when asked', async () => {
    await run(
      ['shop', 'simulate', '--days', '1', '--orders-per-day', '5', '--seed', '3', '--out', 'recorded'],
      terminal(),
    );
    const recording = join('recorded', 'deliveries.jsonl');
    await replay(recording);
    const given = idsSeen();
    const headers = gateway.seen[0]!.headers;
    expect(headers['x-shopify-api-version']).toMatch(/^2026-(07|10)$/);
    gateway.seen.length = 0;
    await replay(recording, '--order', 'shuffled', '--seed', '5', '--twice');
    const shuffled = idsSeen();
    expect(shuffled).not.toEqual([...given, ...given]);
    expect([...shuffled].sort()).toEqual([...given, ...given].sort());
    gateway.seen.length = 0;
    await replay(recording, '--order', 'shuffled', '--seed', '5', '--twice');
    expect(idsSeen()).toEqual(shuffled);
  });

  it('sends nothing when any file is wrong', async () => {
    const unnamed = await replay('orders_paid.json', 'what-is-this.json');
    expect(unnamed.code).toBe(2);
    expect(unnamed.screen.err()).toContain('what-is-this.json tells no topic');
    expect((await replay('orders_paid.json', 'absent.json')).code).toBe(2);
    expect((await replay('orders_paid.json', '--topic', 'orders')).code).toBe(2);
    await writeFile(join(folder(), 'bad.jsonl'), '{"topic":"orders/paid"}\n');
    expect((await replay('bad.jsonl')).screen.err()).toContain('bad.jsonl:1 is no recorded delivery');
    expect(gateway.seen).toHaveLength(0);
  });

  it('tells a partial failure from a whole one', async () => {
    gateway.answer = ({ headers }) => ({ status: headers['x-shopify-topic'] === 'orders/paid' ? 200 : 422 });
    const { code, screen } = await replay('orders_paid.json', 'orders_create.pending.json', '--json');
    expect(code).toBe(6);
    expect(JSON.parse(screen.out())).toMatchObject({
      acknowledged: 1,
      failed: 1,
      failures: [{ topic: 'orders/create', status: 422 }],
    });
  });
});

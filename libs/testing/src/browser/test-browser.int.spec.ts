import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../eventually.js';
import { expectAccessible } from './accessible.js';
import { complaintsOf } from './complaints.js';
import { startBrowser, type TestBrowser } from './test-browser.js';
import { loadTimes, longTasks, nowIn } from './timings.js';

const POLICY = "default-src 'self'; script-src 'self'; img-src data:";
const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>A shop</title><link rel="icon" href="data:,"></head><body><main>${body}</main></body></html>`;

const FILES: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/': ['text/html', page('<h1>Prints</h1><p>Ten of them are on the wall.</p>')],
  '/errors': ['text/html', page('<h1>Errors</h1><script src="/errors.js"></script>')],
  '/errors.js': [
    'text/javascript',
    "console.error('the books do not balance'); fetch('/gone'); throw new Error('torn')",
  ],
  '/forbidden': [
    'text/html',
    page('<h1>Forbidden</h1><script>document.title = "run"</script><script src="/eval.js"></script>'),
  ],
  '/eval.js': ['text/javascript', "try { eval('1') } catch { document.title = 'caught' }"],
  '/unnamed': ['text/html', page('<h1>Unnamed</h1><button></button>')],
  '/busy': ['text/html', page('<h1>Busy</h1><script src="/busy.js"></script>')],
  '/busy.js': ['text/javascript', 'const until = performance.now() + 120; while (performance.now() < until);'],
  '/machine': ['text/html', page('<h1>Machine</h1>')],
};

let server: Server;
let browser: TestBrowser;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [type, text] = FILES[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(text ? 200 : 404, { 'content-type': type, 'content-security-policy': POLICY });
    response.end(text);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await startBrowser();
}, 150_000);
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((closed) => server?.close(closed));
});

async function visit(path: string, options: Parameters<TestBrowser['newPage']>[0] = {}) {
  const opened = await browser.newPage(options);
  await opened.goto(origin + path);
  return opened;
}

describe('a browser for specs', () => {
  it('renders text with a font, without complaints', async () => {
    const opened = await visit('/');
    await opened.getByRole('heading', { name: 'Prints' }).waitFor();
    // Letters without a font are boxes of one width each.
    const widths = await opened.evaluate<number[]>(`['iiii', 'MMMM'].map((text) => {
      const pen = document.createElement('canvas').getContext('2d');
      pen.font = '20px sans-serif';
      return pen.measureText(text).width;
    })`);
    expect(widths[0]).toBeGreaterThan(0);
    expect(widths[1]).toBeGreaterThan((widths[0] ?? 0) * 1.5);
    expect(complaintsOf(opened)).toEqual([]);
  });

  it('is the machine, zone and language that it was asked to be', async () => {
    const viewport = { width: 390, height: 844 };
    const opened = await visit('/machine', { theme: 'dark', timeZone: 'America/Denver', locale: 'de-DE', viewport });
    const seen = await opened.evaluate(`[
      matchMedia('(prefers-color-scheme: dark)').matches,
      Intl.DateTimeFormat().resolvedOptions().timeZone,
      (1234.5).toLocaleString(),
      innerWidth,
    ]`);
    expect(seen).toEqual([true, 'America/Denver', '1.234,5', 390]);
  });

  it('collects errors of the console, uncaught ones and failed requests', async () => {
    const opened = await visit('/errors');
    await eventually(() => complaintsOf(opened).length >= 3);
    expect([...complaintsOf(opened)].sort()).toEqual([
      'console: the books do not balance',
      expect.stringMatching(/^page: Error: torn/),
      `request: GET ${origin}/gone was answered with 404`,
    ]);
  });

  it('collects violations of the content security policy, also those that a script caught', async () => {
    const opened = await visit('/forbidden');
    await eventually(() => complaintsOf(opened).length >= 2);
    expect(await opened.title()).toBe('caught');
    expect([...complaintsOf(opened)].sort()).toEqual([
      expect.stringMatching(/^csp: script-src forbids eval/),
      expect.stringMatching(/^csp: script-src-elem forbids inline/),
    ]);
  });
});

describe('a scenario', () => {
  it('fails when a page complains, and keeps pictures, documents and a trace', async () => {
    const failing = browser.scenario(async (open) => {
      const opened = await open();
      await opened.goto(`${origin}/errors`);
      await eventually(() => complaintsOf(opened).length >= 3);
    });
    const error = await failing.then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).toMatch(/console: the books do not balance/);
    const folder = /kept: (\S+)/.exec(error?.message ?? '')?.[1] ?? '';
    expect(readdirSync(folder).sort()).toEqual(['page-1.html', 'page-1.png', 'page-1.txt', 'trace.zip']);
    expect(readFileSync(`${folder}/page-1.html`, 'utf8')).toContain('<h1>Errors</h1>');
    expect(readFileSync(`${folder}/page-1.txt`, 'utf8')).toContain('the books do not balance');
    rmSync(folder, { recursive: true });
  });

  it('hands on what its test failed with', async () => {
    const failing = browser.scenario(async () => {
      expect(1).toBe(2);
    });
    const error = await failing.then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).toMatch(/Expected: .*2/s);
    const folder = /kept: (\S+)/.exec(error?.message ?? '')?.[1] ?? '';
    expect(existsSync(folder)).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('passes over complaints that belong to the test', async () => {
    await browser.scenario(
      async (open) => {
        const opened = await open();
        await opened.goto(`${origin}/errors`);
        await eventually(() => complaintsOf(opened).length >= 3);
      },
      { allowed: [/books/, /torn/, /404/] },
    );
  });
});

describe('what is measured', () => {
  it('finds an element that has no name, under a strict policy, and nothing on a proper page', async () => {
    await expectAccessible(await visit('/'));
    await expect(visit('/unnamed').then(expectAccessible)).rejects.toThrow(/critical: .*\[button-name\].*\n +button: /);
  });

  it('finds long tasks, from a moment on', async () => {
    const opened = await visit('/busy');
    const tasks = await eventually(async () => {
      const found = await longTasks(opened);
      expect(found).not.toEqual([]);
      return found;
    });
    expect(Math.max(...tasks.map(({ durationMs }) => durationMs))).toBeGreaterThanOrEqual(120);
    const now = await nowIn(opened);
    expect((await longTasks(opened, now)).filter(({ startMs }) => startMs < now)).toEqual([]);
    expect(tasks[0]?.startMs).toBeLessThan(now);
  });

  it('tells how the page was loaded and how much script came with it', async () => {
    const opened = await visit('/busy');
    const times = await eventually(async () => {
      const found = await loadTimes(opened);
      expect(found.largestContentfulPaintMs).not.toBeNull();
      return found;
    });
    expect(times.scripts).toBe(1);
    expect(times.scriptBytes).toBe(FILES['/busy.js']?.[1].length);
    expect(times.domContentLoadedMs).toBeGreaterThanOrEqual(120);
    expect(times.loadMs).toBeGreaterThanOrEqual(times.domContentLoadedMs);
    expect(times.firstContentfulPaintMs).toBeGreaterThan(times.responseMs);
  });
});

import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { testFolder } from '@vividwalls/testing';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { ConsoleController } from './console.controller.js';
import { CONSOLE_FOLDER, serveFiles } from './console-files.js';
import { CONSOLE_HEADERS } from './console-headers.js';

const PAGE = '<!doctype html><title>VividWalls</title>';
const SCRIPT = 'console.log("hello")';
const BROWSER = { accept: 'text/html,*/*' };

const folder = testFolder('console');
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  class App {}
  const folders = [{ provide: CONSOLE_FOLDER, useValue: folder }];
  Module({ controllers: [ConsoleController], providers: folders })(App);
  app = await NestFactory.create<NestFastifyApplication>(App, new FastifyAdapter(), { logger: false });
  await serveFiles(app);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app?.close());

function build(): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'index.html.gz'), gzipSync(PAGE));
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets/index-B2x.js'), SCRIPT);
  writeFileSync(join(folder, 'assets/index-B2x.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(folder, '.secret'), 'no');
}

/** As it comes over the line: `fetch` would unpack it. */
const asked = (path: string, headers: Record<string, string>) =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; bytes: Buffer }>((resolve, reject) => {
    get(`${url}${path}`, { headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(parts) }),
      );
    }).on('error', reject);
  });

describe('the console’s files', () => {
  beforeEach(build);
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each(['/', '/agents', '/agents/sales-director?tab=health', '/index.html'])('%s is the page', async (path) => {
    const { status, headers, bytes } = await asked(path, BROWSER);
    expect([status, bytes.toString()]).toEqual([200, PAGE]);
    expect(headers).toMatchObject({
      ...CONSOLE_HEADERS,
      ...{ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    });
  });

  it('lets nothing in from elsewhere', () => {
    const policy = CONSOLE_HEADERS['content-security-policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('come packed for whoever takes that', async () => {
    const script = await asked('/assets/index-B2x.js', { 'accept-encoding': 'gzip, br' });
    expect(script.headers).toMatchObject({
      ...{ 'content-encoding': 'br', vary: 'accept-encoding', 'x-content-type-options': 'nosniff' },
      ...{ 'content-type': expect.stringMatching(/javascript/) },
    });
    expect(brotliDecompressSync(script.bytes).toString()).toBe(SCRIPT);
    const page = await asked('/agents', { ...BROWSER, 'accept-encoding': 'gzip' });
    expect(page.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'text/html; charset=utf-8' });
    const plain = await asked('/assets/index-B2x.js', {});
    expect([plain.headers['content-encoding'], plain.bytes.toString()]).toEqual([undefined, SCRIPT]);
  });

  it('are kept for a year where their names tell their content, and asked for again elsewhere', async () => {
    expect((await asked('/assets/index-B2x.js', {})).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    const icon = await asked('/favicon.svg', {});
    expect(icon.headers['cache-control']).toBe('no-cache');
    const again = await asked('/favicon.svg', { 'if-none-match': String(icon.headers['etag']) });
    expect(again.status).toBe(304);
  });

  it.each([
    '/assets/index-old.js',
    '/robots.txt',
    '/.secret',
    '/assets/../.secret',
    '/%2e%2e/package.json',
    '/a%ff.js',
  ])('%s is not found, and nothing else in its place', async (path) => {
    const { status, headers, bytes } = await asked(path, BROWSER);
    expect([400, 403, 404]).toContain(status);
    expect(bytes.toString()).not.toContain(PAGE);
    expect(String(headers['cache-control'])).not.toContain('immutable');
  });

  it.each([
    ['/api/nowhere', BROWSER],
    ['/agents', { accept: 'application/json' }],
  ])('%s is no page for %j', async (path, headers) => expect((await asked(path, headers)).status).toBe(404));
});

it('is told in a sentence while the console is not built', async () => {
  const { status, headers, bytes } = await asked('/', BROWSER);
  expect(status).toBe(503);
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(bytes.toString()).toMatch(/not built/);
  expect((await asked('/assets/index-B2x.js', {})).status).toBe(404);
});

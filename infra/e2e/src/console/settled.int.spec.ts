import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@vividwalls/testing';
import { startBrowser, type TestBrowser } from '@vividwalls/testing/browser';
import { Traffic } from './settled.js';

/** It asks for one thing and, when that is there, for another; meanwhile it says that it loads. */
const PAGE = `<!doctype html><title>Two steps</title><link rel="icon" href="data:,"><p data-loading>…</p><script>
  new EventSource('/stream');
  fetch('/first').then(() => fetch('/second')).then(() => { document.querySelector('p').outerHTML = '<p>There</p>'; });
</script>`;

/** Answers that the test gives when it likes. */
const held = new Map<string, ServerResponse>();
let server: Server;
let browser: TestBrowser;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    if (request.url !== '/stream') return held.set(request.url ?? '', response);
    return response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': here\n\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await startBrowser();
}, 150_000);
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((closed) => server?.close(closed));
});
beforeEach(() => held.clear());

async function answer(path: string): Promise<void> {
  await eventually(() => held.has(path));
  held.get(path)?.end('{}');
}

it('waits for what is asked for after an answer, and not for the stream', async () => {
  const page = await browser.newPage();
  const traffic = new Traffic(page);
  await page.goto(url);
  let isSettled = false;
  const settled = traffic.settled().finally(() => (isSettled = true));
  await answer('/first');
  await eventually(() => held.has('/second'));
  expect(isSettled).toBe(false);
  await answer('/second');
  expect(await settled).toEqual([]);
  expect(await page.getByText('There').count()).toBe(1);
});

it('tells what did not come to an end in time', async () => {
  const page = await browser.newPage();
  const traffic = new Traffic(page);
  await page.goto(url);
  expect(await traffic.settled(500)).toEqual(['still asks for /first', '1 part of the page still loads']);
});

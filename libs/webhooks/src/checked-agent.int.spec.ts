import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AllowedHosts } from './allowed-hosts.js';
import { checkedAgent, RefusedAddress } from './checked-agent.js';

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((_incoming, response) => void response.end('here'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((closed) => server.close(closed)));

async function call(origin: string, entries: readonly string[]): Promise<string> {
  const agent = checkedAgent(new AllowedHosts(entries, 'HOSTS'));
  try {
    const { body } = await agent.request({ origin, path: '/', method: 'GET' });
    return await body.text();
  } finally {
    await agent.destroy();
  }
}

describe('a checked connection', () => {
  it('goes where it may', async () => {
    expect(await call(`http://127.0.0.1:${port}`, [`127.0.0.1:${port}`])).toBe('here');
    expect(await call(`http://localhost:${port}`, ['127.0.0.0/8', '::1/128'])).toBe('here');
  });

  it('is not made to an address of this machine by a name that leads there', async () => {
    const refusal = call(`http://localhost:${port}`, [`localhost:${port}`]);
    await expect(refusal).rejects.toBeInstanceOf(RefusedAddress);
  });

  it('is not made to a literal address that is not listed', async () => {
    await expect(call(`http://127.0.0.1:${port}`, [])).rejects.toThrow(/may not be called/);
  });
});

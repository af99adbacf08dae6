import { createServer, type AddressInfo, type Server } from 'node:net';
import { freePort, isPortFree } from './ports.js';
import { listeningInodes, portOwner } from './port-owner.js';

describe('ports', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('knows a taken one from a free one', async () => {
    expect(await isPortFree(port)).toBe(false);
    const free = await freePort();
    expect(free).not.toBe(port);
    expect(await isPortFree(free)).toBe(true);
  });

  it('names the process that listens', async () => {
    if (process.platform !== 'linux') return;
    expect(portOwner(port)).toMatchObject({ pid: process.pid });
    expect(portOwner(await freePort())).toBeUndefined();
  });

  it('reads only listening sockets from the table', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 1',
      '   1: 0100007F:1F90 0100007F:B0B0 01 00000000:00000000 00:00000000 00000000     0        0 4343 1',
    ].join('\n');
    expect(listeningInodes(table, 8080)).toEqual(['4242']);
    expect(listeningInodes(table, 8081)).toEqual([]);
  });
});

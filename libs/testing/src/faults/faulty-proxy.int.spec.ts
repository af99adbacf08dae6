import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@vividwalls/local';
import { eventually } from '../eventually.js';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.js';
import { LANE_CAPACITY_BYTES } from './lane.js';

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a faulty proxy', () => {
  /** Answers with what it hears and ends when its client has ended. */
  let echo: Server;
  let echoPort: number;
  let proxy: FaultyProxy;
  const atTarget = new Set<Socket>();
  const clients: Socket[] = [];

  async function client(): Promise<Socket> {
    const socket = new Socket({ allowHalfOpen: true });
    clients.push(socket);
    socket.connect(proxy.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => {}); // Told by `once` where a test expects it.
    return socket;
  }

  async function said(socket: Socket, text: string): Promise<void> {
    socket.write(text);
    for (let heard = ''; !heard.endsWith(text);) heard += String((await once(socket, 'data'))[0]);
  }

  beforeAll(async () => {
    echo = createServer({ allowHalfOpen: true }, (socket) => {
      atTarget.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => atTarget.delete(socket));
      socket.pipe(socket);
    });
    echo.listen(0, '127.0.0.1');
    await once(echo, 'listening');
    echoPort = (echo.address() as { port: number }).port;
  });
  beforeEach(async () => {
    proxy = await startFaultyProxy({ targetPort: echoPort });
  });
  afterEach(async () => {
    for (const socket of clients.splice(0)) socket.destroy();
    await proxy.close();
    await eventually(() => atTarget.size === 0);
  });
  afterAll(() => echo.close());

  it('passes everything on, and an end of one direction as just that', async () => {
    const socket = await client();
    const bytes = randomBytes(5_000_000);
    socket.end(bytes);
    expect(sha(await buffer(socket))).toBe(sha(bytes));
    await eventually(() => proxy.counters.open === 0);
    expect(proxy.counters).toEqual({
      accepted: 1,
      open: 0,
      cut: 0,
      unreachable: 0,
      bytesToTarget: bytes.length,
      bytesToClient: bytes.length,
      heldBytes: 0,
    });
  });

  it('delays each way', async () => {
    const socket = await client();
    await said(socket, 'warm');
    proxy.delay(100);
    const began = performance.now();
    await said(socket, 'slow');
    const tookMs = performance.now() - began;
    expect(tookMs).toBeGreaterThanOrEqual(199);
    expect(tookMs).toBeLessThan(1_000);
    expect(() => proxy.delay(-1)).toThrow('a delay of -1 ms');
  });

  it('keeps the order of bytes while the delay changes', async () => {
    const socket = await client();
    const bytes = randomBytes(3_000_000);
    const echoed = buffer(socket);
    for (let at = 0, round = 0; at < bytes.length; round += 1) {
      const size = 1 + ((round * 7_919) % 60_000);
      socket.write(bytes.subarray(at, at + size));
      at += size;
      proxy.delay([20, 0, 5, 50, 1][round % 5]!);
      if (round % 3 === 0) await pause(1);
    }
    socket.end();
    expect(sha(await echoed)).toBe(sha(bytes));
  });

  it('stops reading when it holds much', async () => {
    proxy.delay(60_000);
    const socket = await client();
    const bytes = randomBytes(16_000_000);
    const echoed = buffer(socket);
    socket.end(bytes);
    const full = await eventually(() => {
      const { heldBytes } = proxy.counters;
      expect(heldBytes).toBeGreaterThan(LANE_CAPACITY_BYTES / 2);
      return heldBytes;
    });
    await pause(200);
    expect(proxy.counters.heldBytes).toBeGreaterThanOrEqual(full);
    expect(proxy.counters.heldBytes).toBeLessThan(LANE_CAPACITY_BYTES + 2 * 64 * 1024);
    expect(proxy.counters.bytesToTarget).toBe(0);
    await proxy.restore();
    expect(sha(await echoed)).toBe(sha(bytes));
  });

  it('resets what is open when cut, refuses new connections, and comes back on its port', async () => {
    const [one, two] = [await client(), await client()];
    await said(one, 'one');
    await said(two, 'two');
    const ends = [one, two].map((socket) => expect(once(socket, 'close')).rejects.toThrow('ECONNRESET'));
    await proxy.cut();
    await Promise.all(ends);
    await eventually(() => atTarget.size === 0);
    await expect(client()).rejects.toThrow('ECONNREFUSED');
    expect(proxy.counters).toMatchObject({ accepted: 2, cut: 2, open: 0 });
    await proxy.restore();
    await said(await client(), 'three');
  });

  it('loses what was on its way when cut', async () => {
    proxy.delay(1_000);
    const socket = await client();
    socket.write('lost');
    await eventually(() => proxy.counters.heldBytes > 0);
    await proxy.cut();
    await proxy.restore();
    expect(proxy.counters).toMatchObject({ bytesToTarget: 0, heldBytes: 0 });
  });

  it('falls silent half-open: nothing passes, new connections are answered by nothing', async () => {
    const before = await client();
    await said(before, 'before');
    await proxy.halfOpen();
    const heard: string[] = [];
    const during = await client();
    for (const socket of [before, during]) socket.on('data', (bytes) => heard.push(String(bytes)));
    before.write('from before');
    during.write('from during');
    atTarget.forEach((socket) => socket.write('from the server'));
    await pause(200);
    expect(heard).toEqual([]);
    expect(atTarget.size).toBe(1);
    expect([before.closed, during.closed]).toEqual([false, false]);
    await proxy.restore();
    await eventually(() => heard.length >= 3);
    expect(heard.sort().join()).toMatch(/from before.*from during/);
    expect(heard.join()).toContain('from the server');
  });

  it('hides from the server that a client has gone, and delivers its last words once restored', async () => {
    const socket = await client();
    await said(socket, 'hello');
    await proxy.halfOpen();
    const [server] = atTarget;
    const heard: string[] = [];
    server?.on('data', (bytes) => heard.push(String(bytes)));
    socket.write('last words');
    await eventually(() => proxy.counters.heldBytes > 0);
    socket.resetAndDestroy();
    await pause(200);
    expect([server?.closed, heard]).toEqual([false, []]);
    await proxy.restore();
    await eventually(() => server?.closed);
    expect(heard).toEqual(['last words']);
  });

  it('can be cut while silent, and silent while cut', async () => {
    await proxy.halfOpen();
    const socket = await client();
    const end = expect(once(socket, 'close')).rejects.toThrow('ECONNRESET');
    await proxy.cut();
    await end;
    await expect(client()).rejects.toThrow('ECONNREFUSED');
    await proxy.halfOpen();
    const silent = await client();
    await proxy.restore();
    await said(silent, 'now');
  });

  it('resets its clients when nobody listens behind it', async () => {
    const alone = await startFaultyProxy({ targetPort: await freePort() });
    const socket = new Socket().connect(alone.port, '127.0.0.1');
    await expect(once(socket, 'close')).rejects.toThrow('ECONNRESET');
    expect(alone.counters).toMatchObject({ accepted: 1, unreachable: 1, open: 0 });
    await alone.close();
  });

  it('keeps no process running', async () => {
    const socket = await client();
    await said(socket, 'hello');
    socket.unref();
    atTarget.forEach((other) => other.unref());
    proxy.delay(60_000);
    socket.write('held');
    await eventually(() => proxy.counters.heldBytes > 0);
    const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap');
    echo.unref();
    const servers = process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap');
    echo.ref();
    expect([sockets, servers]).toEqual([[], []]);
  });
});

import { createServer, type AddressInfo } from 'node:net';
import { testFolder } from '@vividwalls/testing';
import { startServers } from './start-servers.js';
import { isPortFree, freePort } from '../processes/ports.js';

describe('starting servers', () => {
  it('starts those that are wanted, side by side', async () => {
    const servers = await startServers({ home: testFolder('servers'), profile: 'test', only: ['nats', 'redis'] });
    expect([servers.nats.pid, servers.redis.pid]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Object.keys(servers).sort()).toEqual(['nats', 'redis', 'stop']);
    const { port } = servers.nats;
    await servers.stop();
    expect(await isPortFree(port)).toBe(true);
  });

  it('leaves nothing running when one can’t be had', async () => {
    const thief = createServer();
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    const nats = await freePort();
    try {
      const attempt = startServers({
        home: testFolder('servers'),
        profile: 'test',
        only: ['nats', 'redis'],
        ports: { nats, redis: (thief.address() as AddressInfo).port },
      });
      await expect(attempt).rejects.toThrow(/redis ended/);
      expect(await isPortFree(nats)).toBe(true);
    } finally {
      await new Promise((resolve) => thief.close(resolve));
    }
  });
});

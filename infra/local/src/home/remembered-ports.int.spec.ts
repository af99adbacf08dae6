import { createServer } from 'node:net';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { testFolder } from '@vividwalls/testing';
import { rememberedPorts } from './remembered-ports.js';

describe('ports', () => {
  it('stay the same from start to start', async () => {
    const home = testFolder('home');
    const first = await rememberedPorts(home, ['nats', 'redis']);
    expect(first.nats).not.toBe(first.redis);
    expect(await rememberedPorts(home, ['nats', 'redis'])).toEqual(first);
  });

  it('are chosen anew where somebody took them or the file was cut short', async () => {
    const home = testFolder('home');
    const first = await rememberedPorts(home, ['nats', 'redis']);
    const thief = createServer();
    await new Promise<void>((resolve) => thief.listen(first.nats, '127.0.0.1', resolve));
    try {
      const second = await rememberedPorts(home, ['nats', 'redis']);
      expect(second.nats).not.toBe(first.nats);
      expect(second.redis).toBe(first.redis);
    } finally {
      await new Promise((resolve) => thief.close(resolve));
    }
    writeFileSync(join(home, 'ports.json'), '{"nats": 4');
    expect((await rememberedPorts(home, ['nats'])).nats).toBeGreaterThan(0);
  });
});

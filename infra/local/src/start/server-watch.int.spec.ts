import { eventually, startTestNats } from '@vividwalls/testing';
import { watchServer } from './server-watch.js';

describe('watching a server', () => {
  it('brings it back on the same port when it dies, until the watch ends', async () => {
    const nats = await startTestNats();
    const said: string[] = [];
    const end = watchServer(nats, { onDown: (_, how) => said.push(how), onUp: () => said.push('up') });
    const first = nats.pid as number;
    process.kill(first, 'SIGKILL');
    await eventually(() => said.includes('up'));
    expect(said).toEqual(['ended with SIGKILL', 'up']);
    expect(nats.pid).not.toBe(first);
    end();
    process.kill(nats.pid as number, 'SIGKILL');
    await eventually(() => nats.pid === undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(nats.pid).toBeUndefined();
    await nats.stop();
  });
});

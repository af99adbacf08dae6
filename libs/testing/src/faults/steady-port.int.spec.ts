import { readFileSync } from 'node:fs';
import { isPortFree } from '@vividwalls/local';
import { steadyPort } from './steady-port.js';

describe('a steady port', () => {
  it('is free, and none that the system hands to outgoing connections', async () => {
    if (process.platform !== 'linux') return;
    const range = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8');
    const [first = 0, last = 0] = range.trim().split(/\s+/).map(Number);
    if (first < 22_000) return; // Nothing below is left on a machine that is set up like this.
    for (let draw = 0; draw < 20; draw += 1) {
      const port = await steadyPort();
      expect(port < first || port > last).toBe(true);
      expect(await isPortFree(port)).toBe(true);
    }
  });
});

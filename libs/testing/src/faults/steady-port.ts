import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { freePort, isPortFree } from '@vividwalls/local';

/** Below it are the ports of well-known servers. */
const LOWEST = 20_000;
/** Where Linux begins to take ports for outgoing connections, when it does not say; other systems begin higher. */
const USUAL_OUTGOING = 32_768;
/** With fewer ports to draw from, several test processes would draw the same. */
const FEWEST = 2_000;
const ATTEMPTS = 50;

/**
 * A loopback port that can be left and taken again. One of those that the system hands to outgoing connections can be lost
 * while its server is down — even to a client that keeps trying to reach it: a connection from a port to itself succeeds.
 */
export async function steadyPort(): Promise<number> {
  const outgoing = firstOutgoingPort();
  if (outgoing - LOWEST < FEWEST) return freePort();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST, outgoing);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`no free port from ${LOWEST} to ${outgoing - 1} in ${ATTEMPTS} attempts: what listens there?`);
}

function firstOutgoingPort(): number {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s/)[0]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return USUAL_OUTGOING; // Not Linux.
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, isPortFree } from '../processes/ports.js';
import { writePrivate } from './secrets.js';

/**
 * A port for each name: the one of the last start where it is still free, else a new one. Staying on the same ports
 * keeps bookmarks, database clients and firewalls right.
 */
export async function rememberedPorts<Name extends string>(
  home: string,
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const path = join(home, 'ports.json');
  const before = read(path);
  const ports = { ...before };
  const chosen = new Set<number>();
  for (const name of names) {
    let port = ports[name];
    while (port === undefined || chosen.has(port) || !(await isPortFree(port))) port = await freePort();
    ports[name] = port;
    chosen.add(port);
  }
  if (JSON.stringify(ports) !== JSON.stringify(before)) writePrivate(path, `${JSON.stringify(ports, null, 2)}\n`);
  return ports as Record<Name, number>;
}

function read(path: string): Record<string, number> {
  try {
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, number>) : {};
  } catch {
    return {}; // Cut short: new ports will do.
  }
}

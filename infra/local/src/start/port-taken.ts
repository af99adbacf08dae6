import { isPortFree } from '../processes/ports.js';
import { portOwner } from '../processes/port-owner.js';

/** The public port can't be had. */
export class PortTaken extends Error {}

/** @throws PortTaken saying by whom, and how to choose another */
export async function assertPublicPort(port: number, bind: string): Promise<void> {
  if (await isPortFree(port, bind)) return;
  const owner = portOwner(port);
  const other = port < 64_000 ? port + 1 : port - 1;
  throw new PortTaken(
    (port < 1024 && process.getuid?.() !== 0
      ? `Port ${port} can't be used: an ordinary user may not listen below 1024.`
      : `Port ${port} is taken${owner ? ` by process ${owner.pid} (${owner.command.slice(0, 80)})` : ''}.`) +
      `\nStop it, or choose another port: PORT=${other} npm start`,
  );
}

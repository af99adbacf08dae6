import { freePort, heapFlags } from '@vividwalls/local';
import { BenchChild } from '../servers/bench-child.js';
import type { WebhookReceiver } from './webhook-load.js';

const SECRET = 'bench-secret';

/** The bare route as a process of its own, with the same flags as the gateway. */
export interface BareRoute extends WebhookReceiver {
  readonly pid: number;
  stop(): Promise<void>;
}

export async function startBareRoute(natsUrl: string): Promise<BareRoute> {
  const port = String(await freePort());
  const environment = { NATS_URL: natsUrl, SECRET, PORT: port, NODE_ENV: 'production' };
  const child = BenchChild.start(new URL('./bare-route.main.js', import.meta.url), environment, heapFlags(false));
  try {
    await child.message();
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}/webhooks/shopify`, secret: SECRET, pid: child.pid, stop: () => child.stop() };
}

import { ServersAlone, type RunningAlone } from '../servers/service-alone.js';
import type { WebhookReceiver } from './webhook-load.js';

const LOOK_EVERY_MS = 50;

/**
 * The gateway as `npm start` starts it, whole, with its servers and no other service. It translates what it took in beside
 * taking in more: that is part of its work.
 */
export class GatewayAlone implements WebhookReceiver {
  readonly url: string;
  readonly secret: string;

  private constructor(
    private readonly alone: ServersAlone,
    private readonly gateway: RunningAlone,
  ) {
    this.url = `${gateway.url}/webhooks/shopify`;
    this.secret = alone.secrets.shopify;
  }

  /** @param flags more flags for Node, such as `--cpu-prof` */
  static async start(flags: readonly string[] = []): Promise<GatewayAlone> {
    const alone = await ServersAlone.start();
    await alone.manager.streams.add({ name: 'BENCH', subjects: ['vw.bench.>'] });
    try {
      return new GatewayAlone(alone, await alone.startService('gateway', { flags }));
    } catch (error) {
      await alone.stop();
      throw error;
    }
  }

  get natsUrl(): string {
    return this.alone.servers.nats.url;
  }

  /** Processor time of the gateway and its servers so far, ms. */
  cpuMs(): Record<'gateway' | 'postgres' | 'nats', number> {
    const { service, ...servers } = this.alone.cpuMs(this.gateway);
    return { gateway: service, ...servers };
  }

  /** Waits until every raw delivery has become a fact of the shop: the next round begins with nothing left over. */
  async translated(): Promise<void> {
    const messages = async (stream: string) => (await this.alone.manager.streams.info(stream)).state.messages;
    while ((await messages('SHOP')) < (await messages('INTAKE'))) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  stop(): Promise<void> {
    return this.alone.stop();
  }
}

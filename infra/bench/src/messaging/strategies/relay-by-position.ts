import type { NewEvent, OutboxRelay } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import type { BenchServers } from '../../servers/bench-servers.js';
import { benchRelay, until } from '../bench-service.js';
import { benchOutbox } from '../thing-counted.js';
import type { RelayStrategy } from './relay-strategy.js';

/** Ours, as the product runs it: rows are only inserted, and one row tells the position with the holes below it. */
export class RelayByPosition implements RelayStrategy {
  private readonly relay: OutboxRelay;

  constructor(servers: BenchServers) {
    this.relay = benchRelay(servers, servers.dataSource);
  }

  get published(): number {
    return this.relay.published;
  }

  async append(tx: EntityManager, events: readonly NewEvent[]): Promise<string[]> {
    return (await benchOutbox.append(tx, events)).map(({ id }) => id);
  }

  async start(): Promise<void> {
    this.relay.start();
    await until(() => this.relay.state !== 'following');
  }

  wake(): void {
    this.relay.wake();
  }

  stop(): Promise<void> {
    return this.relay.stop();
  }
}

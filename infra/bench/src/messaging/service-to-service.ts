import { jetstreamManager } from '@nats-io/jetstream';
import type { BatchConsumer, DecodedDelivery, OutboxRelay } from '@vividwalls/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import { CONNECTIONS, type BenchServers } from '../servers/bench-servers.js';
import { benchConsumer, benchRelay, secondsOf, until, writeEffects } from './bench-service.js';
import { consumePerMessage } from './per-message-consumer.js';
import { benchOutbox, STREAM, things } from './thing-counted.js';
import { fillUsualOutbox, runUsualRelay } from './usual-relay.js';

/** What one upstream handler appends in one transaction while the way is measured as a whole. */
export const EVENTS_PER_TRANSACTION = 100;

export type Handle = (tx: EntityManager, batch: readonly DecodedDelivery[]) => Promise<void>;

/** The two ends of one way, each with a pool of its own as two services have. */
export class ServicePair {
  private constructor(
    private readonly servers: BenchServers,
    private readonly producer: DataSource,
    private readonly consumer: DataSource,
  ) {}

  static async open(servers: BenchServers): Promise<ServicePair> {
    return new ServicePair(servers, await servers.openPool(), await servers.openPool());
  }

  /** Events/s from rows in the outbox to acknowledged effects. */
  async carry(count: number, name: string, handle: Handle = writeEffects): Promise<number> {
    await this.append(count);
    return this.measure(count, name, handle, () => Promise.resolve());
  }

  /** The same, with appending them in transactions of {@link EVENTS_PER_TRANSACTION} measured too. */
  appendAndCarry(count: number, name: string): Promise<number> {
    return this.measure(count, name, writeEffects, (relay) => this.append(count, () => relay.wake()));
  }

  /** Events/s of the usual design: publishes awaited one by one, one transaction per message. */
  async carryTheUsualWay(count: number, name: string): Promise<number> {
    await this.servers.emptyStreams();
    await fillUsualOutbox(this.producer, count);
    const seconds = await secondsOf(() =>
      Promise.all([
        runUsualRelay(this.producer, this.servers),
        consumePerMessage(this.servers, this.consumer, { name, count, concurrency: CONNECTIONS }),
      ]),
    );
    return count / seconds;
  }

  private async measure(
    count: number,
    name: string,
    handle: Handle,
    append: (relay: OutboxRelay) => Promise<void>,
  ): Promise<number> {
    await this.servers.emptyStreams();
    const relay = benchRelay(this.servers, this.producer);
    const consumer = benchConsumer(this.servers, this.consumer, { name, handle });
    await consumer.start();
    const seconds = await secondsOf(async () => {
      relay.start();
      await append(relay);
      await this.acknowledged(consumer, count);
    });
    await relay.stop();
    await consumer.stop();
    return count / seconds;
  }

  private async acknowledged(consumer: BatchConsumer, count: number): Promise<void> {
    await until(() => consumer.handled >= count);
    const manager = await jetstreamManager(this.servers.connection);
    await until(async () => {
      const { ack_floor } = await manager.consumers.info(STREAM, consumer.definition.name);
      return ack_floor.consumer_seq >= count;
    });
  }

  private async append(count: number, committed: () => void = () => undefined): Promise<void> {
    const events = things(count);
    for (let start = 0; start < count; start += EVENTS_PER_TRANSACTION) {
      const part = events.slice(start, start + EVENTS_PER_TRANSACTION);
      await this.producer.transaction((tx) => benchOutbox.append(tx, part));
      committed();
    }
  }
}

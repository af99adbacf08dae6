import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { DataSource } from 'typeorm';
import { CORE_STREAMS } from '../broker/core-streams.js';
import { BatchConsumer } from '../consume/batch-consumer.js';
import type { ConsumerDefinition, EventConsumer } from '../consume/consumer-definition.js';
import { ExhaustedDeliveries } from '../consume/exhausted-deliveries.js';
import { coreMessage } from '../core-event.js';
import { Outbox } from '../outbox/outbox.js';
import { OutboxRelay } from '../outbox/relay.js';
import { redriveSubject } from '../redrive/redrive-message.js';
import { replayEvent } from '../replay/replay-event.js';
import { Replays } from '../replay/replays.js';
import type { ReplayableModel } from '../replay/replayable-model.js';
import { RequestServer } from '../requests/request-server.js';
import { Requests } from '../requests/requests.js';
import { MessagingTelemetry } from '../telemetry/messaging-telemetry.js';
import { consumersOf } from './dispatch.js';
import { Discovered } from './discovered.js';
import type { MessagingSettings } from './messaging.module.js';
import { consumerStatus, lagOf, outboxNumbers, relayStatus, type MessagingStatus } from './messaging-status.js';
import { readModelConsumer } from './read-model.js';
import { MESSAGING_SETTINGS, NATS } from './tokens.js';

/** Starts relay, consumers and answerers when the application is up, and drains them when it goes. */
@Injectable()
export class MessagingRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly consumers: BatchConsumer[] = [];
  private readonly nets: ExhaustedDeliveries[] = [];
  private readonly server: RequestServer;
  private unobserve: (() => void)[] = [];
  private rebuilds: Replays | undefined;

  constructor(
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
    @Inject(NATS) readonly connection: NatsConnection,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(OutboxRelay) readonly relay: OutboxRelay,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Requests) private readonly requests: Requests,
    @Inject(MessagingTelemetry) private readonly telemetry: MessagingTelemetry,
    @Inject(Discovered) private readonly discovered: Discovered,
  ) {
    this.server = new RequestServer({ ...settings, connection });
  }

  /** The replays of this service's read models. */
  get replays(): Replays {
    if (!this.rebuilds) throw new Error('replays are known once the application is up');
    return this.rebuilds;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { service, catalogue, namespace, answerers } = this.settings;
    const events = consumersOf(service, this.discovered.handlers(service), catalogue);
    const definitions = withRedrive([...events, ...this.discovered.rawConsumers()], namespace);
    this.rebuilds = this.replaysOf(definitions);
    await this.rebuilds.verifyDeclarations();
    await this.rebuilds.recover();
    await this.server.start([...this.discovered.answerers(), ...(answerers?.(this.dataSource) ?? [])]);
    this.relay.start();
    for (const definition of definitions) await this.consume(definition);
    await this.spreadNets();
    await this.observe();
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const end of this.unobserve) end();
    await this.server.stop();
    await this.rebuilds?.stop();
    await Promise.all([...this.consumers, ...this.nets].map((one) => one.stop()));
    await this.relay.stop();
    if (!this.connection.isClosed()) await this.connection.drain();
  }

  /** What this process can say of its messaging. */
  async status(): Promise<MessagingStatus> {
    const manager = await jetstreamManager(this.connection);
    const [relay, consumers] = await Promise.all([
      relayStatus(this.relay, this.dataSource),
      Promise.all(this.consumers.map((consumer) => consumerStatus(manager, consumer))),
    ]);
    const readModels = this.replays.models.map(({ name }) => name);
    return { service: this.settings.service, relay, consumers, readModels, breakers: this.requests.breakerStates() };
  }

  private async consume(definition: ConsumerDefinition): Promise<void> {
    const { settings, connection, dataSource, telemetry, outbox } = this;
    const { log, now, maxBatch, batchesAtOnce } = settings;
    const announcer = { identity: settings, outbox };
    const committed = () => this.relay.wake();
    const consumer = new BatchConsumer(
      { maxBatch, batchesAtOnce, ...definition },
      { announcer, dataSource, connection, log, now, committed, telemetry },
    );
    await consumer.start();
    this.consumers.push(consumer);
  }

  private async spreadNets(): Promise<void> {
    const { settings, connection, dataSource } = this;
    for (const consumer of new Set(this.consumers.map(({ definition }) => definition.name))) {
      const net = new ExhaustedDeliveries({ consumer, identity: settings, connection, dataSource, log: settings.log });
      await net.start();
      this.nets.push(net);
    }
  }

  private async observe(): Promise<void> {
    const { metrics } = this.telemetry;
    if (!metrics.enabled) return;
    const { connection, dataSource, relay } = this;
    const manager = await jetstreamManager(connection);
    this.unobserve = this.consumers.map((consumer) =>
      metrics.observeConsumer(consumer.definition.name, {
        lag: () => lagOf(manager, consumer),
        inFlight: () => consumer.inFlight.messages,
        bufferedBytes: () => consumer.inFlight.bytes,
        waiting: () => Promise.resolve(consumer.waiting),
      }),
    );
    const outbox = async () => (relay.state === 'following' ? undefined : outboxNumbers(dataSource));
    this.unobserve.push(metrics.observeRelay({ state: () => relay.state, outbox }));
  }

  private replaysOf(definitions: readonly ConsumerDefinition[]): Replays {
    const { settings, connection, dataSource, outbox, requests } = this;
    const { archiveOf, ...common } = settings;
    const models = this.discovered.readModels().map(({ name, tables }): ReplayableModel => {
      const consumer = readModelConsumer(settings.service, name);
      const own = definitions.filter((one): one is EventConsumer => one.kind === 'events' && one.name === consumer);
      return { name, tables, consumer, definitions: own };
    });
    return new Replays({
      ...common,
      connection,
      dataSource,
      models,
      redriveStream: CORE_STREAMS.redrive,
      ...(archiveOf && { archiveOf: archiveOf({ dataSource, requests }) }),
      announce: (tx, act) => outbox.appendMessages(tx, [coreMessage(settings, replayEvent(settings.service, act))]),
      committed: () => this.relay.wake(),
    });
  }
}

/** Each consumer also reads its own subject of the redrive stream: once, however many streams it has. */
export function withRedrive(definitions: readonly ConsumerDefinition[], namespace: string): ConsumerDefinition[] {
  const seen = new Set<string>();
  return definitions.map((definition) => {
    const { name, sources } = definition;
    if (seen.has(name)) return definition;
    seen.add(name);
    const redrive = { stream: CORE_STREAMS.redrive, subjects: [redriveSubject(namespace, name)] };
    return { ...definition, sources: [...sources, redrive] };
  });
}

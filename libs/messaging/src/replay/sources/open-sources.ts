import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { Delivery } from '../../consume/consumer-definition.js';
import type { MessagingLog } from '../../log.js';
import { atOrigin } from '../../redrive/redrive-message.js';
import type { ArchiveReader } from '../archive-reader.js';
import type { ReplayOrigin } from '../replay.js';
import type { ReplayableModel } from '../replayable-model.js';
import { ArchiveSource } from './archive-source.js';
import { ConsecutiveSource } from './consecutive-source.js';
import type { EventSource } from './event-source.js';
import { MergedSources } from './merged-sources.js';
import { patiently } from './patience.js';
import { replayConsumerName } from './replay-consumer.js';
import { StreamSource, type StreamSourceSettings } from './stream-source.js';

export interface SourceSettings {
  readonly service: string;
  readonly connection: NatsConnection;
  /** The archive behind a stream, where its producer has one. */
  readonly archiveOf: (stream: string) => ArchiveReader | undefined;
  /** The stream and subject on which the model's consumer takes redriven messages; none where nothing is redriven. */
  readonly redrives?: { readonly stream: string; readonly subject: string };
  readonly log: MessagingLog;
  readonly signal: AbortSignal;
}

/** All sources of a replay. */
export interface ReplaySources {
  readonly events: MergedSources;
  /** Redriven messages that are still to come: one of them may mend an event that failed. */
  readonly redrivesToCome: () => number;
}

/**
 * Opens what a model is rebuilt from: each of its streams behind its archive, and the messages that were redriven to its
 * consumer. Those come in time behind the events that had failed, so an event that was mended by hand is mended again.
 */
export async function openSources(
  model: ReplayableModel,
  from: ReplayOrigin,
  settings: SourceSettings,
): Promise<ReplaySources> {
  const { connection, service, log, signal, redrives } = settings;
  const manager = await jetstreamManager(connection);
  const common = { client: jetstream(connection), manager, consumerName: replayConsumerName(service), log, signal };
  const sources: EventSource[] = [];
  const firstSequences = new Map<string, number>();
  for (const { stream, subjects } of model.definitions.flatMap((definition) => definition.sources)) {
    if (stream === redrives?.stream) continue;
    const source = new StreamSource({ ...common, stream, subjects, start: from });
    await source.open();
    firstSequences.set(stream, from === 'beginning' ? 0 : source.firstSequence);
    const archive = await archiveBefore(manager, stream, subjects, from, settings);
    sources.push(archive ? new ConsecutiveSource([archive, source]) : source);
  }
  const redriven = redrives && (await openRedrives(redrives, common, firstSequences));
  if (redriven) sources.push(redriven);
  return { events: new MergedSources(sources), redrivesToCome: () => redriven?.remaining ?? 0 };
}

async function archiveBefore(
  manager: JetStreamManager,
  stream: string,
  subjects: readonly string[],
  from: ReplayOrigin,
  { archiveOf, log, signal }: SourceSettings,
): Promise<ArchiveSource | undefined> {
  const reader = archiveOf(stream);
  if (!reader || (typeof from === 'object' && 'sequence' in from)) return undefined;
  const { state } = await patiently({ what: `stream ${stream}`, log, signal }, () => manager.streams.info(stream));
  const until = state.messages > 0 ? new Date(state.first_ts) : new Date();
  if (from !== 'beginning' && from.time >= until) return undefined;
  return new ArchiveSource({
    reader,
    stream,
    subjects,
    until,
    log,
    signal,
    ...(from !== 'beginning' && { from: from.time }),
  });
}

async function openRedrives(
  { stream, subject }: { stream: string; subject: string },
  common: Omit<StreamSourceSettings, 'stream' | 'subjects' | 'start'>,
  firstSequences: ReadonlyMap<string, number>,
): Promise<StreamSource> {
  const replayed = (delivery: Delivery): Delivery | undefined => {
    const original = atOrigin(delivery);
    const first = firstSequences.get(original.stream);
    return first !== undefined && original.sequence >= first ? original : undefined;
  };
  const source = new StreamSource({ ...common, stream, subjects: [subject], start: 'beginning', atOrigin: replayed });
  await source.open();
  return source;
}

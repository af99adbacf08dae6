import type { NatsConnection } from '@nats-io/nats-core';
import type { DataSource, EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { ERROR_TEXT_LIMIT } from '../limits.js';
import type { MessagingLog } from '../log.js';
import { redriveSubject } from '../redrive/redrive-message.js';
import type { ArchiveReader } from './archive-reader.js';
import { verifyDeclared } from './declared-models.js';
import { RebuildSession } from './rebuild-session.js';
import { ended, outcomeOf } from './replay-acts.js';
import { ReplayAborted, ReplayInterrupted, ReplayRefused, ReplayUnderWay } from './replay-errors.js';
import { ReplayHistory } from './replay-history.js';
import { ReplayRun } from './replay-run.js';
import { originToJson, type ReplayAct, type ReplayProgress, type ReplayRecord, type ReplayRequest } from './replay.js';
import type { ReplayableModel } from './replayable-model.js';
import { openSources } from './sources/open-sources.js';

export interface ReplaysSettings {
  /** The service's name; its schema is called so too. */
  readonly service: string;
  readonly namespace: string;
  readonly databaseUrl: string;
  readonly dataSource: DataSource;
  readonly connection: NatsConnection;
  readonly models: readonly ReplayableModel[];
  /** The archive behind a stream, where its producer has one. */
  readonly archiveOf?: (stream: string) => ArchiveReader | undefined;
  /** The stream of redriven messages; none where nothing is redriven. */
  readonly redriveStream?: string;
  /** Appends the event that tells of an act, in the transaction of the act. */
  readonly announce: (tx: EntityManager, act: ReplayAct) => Promise<void>;
  /** Called after such a transaction committed: its outbox rows are there to be relayed. */
  readonly committed: () => void;
  readonly log: MessagingLog;
  readonly now: () => Date;
}

interface Running {
  readonly id: string;
  readonly ending: AbortController;
  readonly ended: Promise<void>;
}

/** The replays of a service's read models: starts them, tells about them, ends them. One runs at a time. */
export class Replays {
  private readonly history: ReplayHistory;
  private running: Running | undefined;

  constructor(private readonly settings: ReplaysSettings) {
    this.history = new ReplayHistory(settings.dataSource, settings.service, settings.now);
  }

  get models(): readonly ReplayableModel[] {
    return this.settings.models;
  }

  /** To be called at start: ends in the history what died with its process, and removes its tables. */
  async recover(): Promise<void> {
    if (!this.hasModels || !(await this.history.hasUnfinished())) return;
    const session = await this.openSession();
    if (!session) return;
    try {
      await this.clear(session);
    } finally {
      await session.close();
    }
  }

  /** @throws Error naming the models whose class and migration declare different tables; a service should not start then */
  async verifyDeclarations(): Promise<void> {
    if (this.hasModels) await verifyDeclared(this.settings.dataSource, this.settings.models);
  }

  /**
   * Begins a replay and returns its id; it goes on by itself.
   *
   * @throws ReplayRefused, ReplayUnderWay
   */
  async start(modelName: string, request: ReplayRequest): Promise<string> {
    const model = this.modelFor(modelName, request);
    const before = await this.history.askedBefore(request);
    if (before) return sameAs(before, modelName, request);
    const session = await this.openSession();
    if (!session) throw new ReplayUnderWay();
    const id = uuidv7();
    try {
      await this.clear(session);
      await this.settings.dataSource.transaction(async (tx) => {
        const { from, reason, actor, skipFailed = false } = request;
        await this.history.insert(tx, id, model.name, request);
        const asked = { from: originToJson(from), reason, actor, skipFailed };
        await this.settings.announce(tx, { kind: 'started', replayId: id, model: model.name, ...asked });
      });
    } catch (error) {
      await session.close();
      throw error;
    }
    this.settings.committed();
    const ending = new AbortController();
    const ended = this.run(id, model, request, session, ending).finally(() => (this.running = undefined));
    this.running = { id, ending, ended };
    return id;
  }

  /** Newest first, before a given one. A service without read models has no table of replays, and none of them. */
  async list(limit: number, before?: string): Promise<ReplayRecord[]> {
    return this.hasModels ? this.history.list(limit, before) : [];
  }

  async find(id: string): Promise<ReplayRecord | undefined> {
    return this.hasModels ? this.history.find(id) : undefined;
  }

  /** Asks a replay to end without any change, whichever replica runs it. False when it has ended, or never was. */
  async abort(id: string, by: string): Promise<boolean> {
    const isAsked = this.hasModels && (await this.history.askToAbort(id, by));
    if (isAsked && this.running?.id === id) this.running.ending.abort(new ReplayAborted(by));
    return isAsked;
  }

  /** Resolves when the replay that runs in this process, if one does, has ended. */
  async settled(): Promise<void> {
    await this.running?.ended;
  }

  /** Ends what runs here; to be called before the process stops. */
  async stop(): Promise<void> {
    this.running?.ending.abort(new ReplayInterrupted());
    await this.settled();
  }

  private get hasModels(): boolean {
    return this.settings.models.length > 0;
  }

  private modelFor(name: string, { from }: ReplayRequest): ReplayableModel {
    const model = this.settings.models.find((one) => one.name === name);
    if (!model) {
      const known = this.settings.models.map((one) => one.name).join(', ') || 'none';
      throw new ReplayRefused(`there is no read model ${name}; this service has: ${known}`);
    }
    if (typeof from === 'object' && 'time' in from && from.time > this.settings.now()) {
      throw new ReplayRefused(`${from.time.toISOString()} lies in the future: nothing would be replayed`);
    }
    const streams = model.definitions.flatMap(({ sources }) => sources.map(({ stream }) => stream));
    const ownStreams = new Set(streams.filter((stream) => stream !== this.settings.redriveStream));
    if (typeof from === 'object' && 'sequence' in from && ownStreams.size > 1) {
      throw new ReplayRefused(
        `${name} reads ${[...ownStreams].join(' and ')}; a sequence belongs to one stream, give a time`,
      );
    }
    return model;
  }

  private openSession(): Promise<RebuildSession | undefined> {
    const { databaseUrl, service } = this.settings;
    return RebuildSession.open({ databaseUrl, schema: service });
  }

  /** What is unfinished while this session holds the lock has died. */
  private async clear(session: RebuildSession): Promise<void> {
    await session.abandon();
    const { dataSource, announce, committed } = this.settings;
    const dead = await dataSource.transaction(async (tx) => {
      const records = await this.history.interruptUnfinished(tx);
      for (const record of records) await announce(tx, ended(record, 'interrupted', record));
      return records;
    });
    if (dead.length > 0) committed();
  }

  private async run(
    id: string,
    model: ReplayableModel,
    request: ReplayRequest,
    session: RebuildSession,
    ending: AbortController,
  ): Promise<void> {
    const { settings, history } = this;
    const { service, namespace, redriveStream, log } = settings;
    const record = { id, model: model.name, actor: request.actor };
    const run = new ReplayRun({
      id,
      model,
      request,
      session,
      schema: service,
      history,
      ending,
      log,
      openSources: () =>
        openSources(model, request.from, {
          ...settings,
          archiveOf: settings.archiveOf ?? (() => undefined),
          signal: ending.signal,
          ...(redriveStream && {
            redrives: { stream: redriveStream, subject: redriveSubject(namespace, model.consumer) },
          }),
        }),
      done: async (tx, progress, pauseMs) => {
        await history.finish(tx, id, 'done', progress, { pauseMs });
        await settings.announce(tx, ended(record, 'done', progress, { pauseMs }));
      },
    });
    try {
      await run.execute();
      settings.committed();
      log.info('read model rebuilt', { model: model.name, replay: id, handled: run.progress.handled });
    } catch (error) {
      await this.giveUp(record, session, run.progress, error);
    } finally {
      await session.close();
    }
  }

  /** Removes what was built and says why. What fails here is made good by the next start, which finds the row unfinished. */
  private async giveUp(
    record: Pick<ReplayRecord, 'id' | 'model' | 'actor'>,
    session: RebuildSession,
    progress: ReplayProgress,
    error: unknown,
  ): Promise<void> {
    const { dataSource, announce, committed, log } = this.settings;
    const outcome = outcomeOf(error);
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_TEXT_LIMIT);
    log.warn('replay ended', { model: record.model, replay: record.id, outcome, error: reason });
    const actor = error instanceof ReplayAborted ? error.by : record.actor;
    try {
      await this.removeTables(session);
      await dataSource.transaction(async (tx) => {
        const isNews = await this.history.finish(tx, record.id, outcome, progress, { error: reason });
        if (isNews) await announce(tx, ended({ ...record, actor }, outcome, progress, { error: reason }));
      });
      committed();
    } catch (failure) {
      const text = (failure as Error).message;
      log.error('the end of a replay could not be written down', { replay: record.id, error: text });
    }
  }

  /** In another session when its own is lost. If somebody else has the lock by then, they have begun with this. */
  private async removeTables(session: RebuildSession): Promise<void> {
    if (session.isAlive) return session.abandon();
    const other = await this.openSession();
    await other?.abandon().finally(() => other.close());
  }
}

/** The id of what was asked for under the same key, if it is the same that is asked for now. */
function sameAs(before: ReplayRecord, model: string, { from, skipFailed = false }: ReplayRequest): string {
  const isSame =
    before.model === model &&
    before.skipFailed === skipFailed &&
    JSON.stringify(before.from) === JSON.stringify(originToJson(from));
  if (!isSame) throw new ReplayRefused(`the idempotency key belongs to another replay, ${before.id}`);
  return before.id;
}

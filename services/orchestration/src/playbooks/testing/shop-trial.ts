import type { ModuleRef } from '@nestjs/core';
import {
  FIGURES,
  readFigures,
  type ActName,
  type FigureName,
  type FigureShown,
  type FiguresQuestion,
} from '@vividwalls/contracts';
import type { Requests, UnitOfWork } from '@vividwalls/messaging';
import { eventually } from '@vividwalls/testing';
import { CompiledActivation } from '../../activation/rules/compiled-activation.js';
import { seededActivationRules } from '../../activation/seeds/seeds.js';
import { envelope } from '../../activation/testing/sample-events.js';
import { ExecutorsByKind } from '../../executors/executors.js';
import { HumanExecutor } from '../../executors/human/human.executor.js';
import { Attention } from '../../figures/attention/attention.js';
import { FigureReader } from '../../figures/figure-reader.js';
import type { Json, JsonObject } from '../../json.js';
import { seededRoster } from '../../registry/seeding/registry-seed.js';
import { TaskActs } from '../../tasks/acts/task-acts.js';
import { TaskDesk } from '../../tasks/ports.js';
import type { TaskRecord } from '../../tasks/record/task-record.js';
import { GovernanceStandIn, type Asked, type Verdict } from '../../tasks/testing/governance-stand-in.js';
import { MovableClock, TaskTrial } from '../../tasks/testing/task-trial.js';
import { TrialRosters } from '../../tasks/testing/trial-roster.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { ALL_PLAYBOOKS } from '../all-playbooks.js';
import { PlaybookExecutor } from '../engine/playbook.executor.js';
import { PlaybookRegistry } from '../engine/registry.js';

/** A clock that stands until it is moved: a scenario says what time it is. */
class StandingClock extends MovableClock {
  constructor(private at: Date) {
    super();
  }
  override now(): Date {
    return this.at;
  }
  override passMs(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }
}

/** What the books say of a figure in a period; null: they don't know. */
export type Books = (name: FigureName, from: Date, to: Date) => string | null;

const HOUR_MS = 3_600_000;
const WITHIN = { timeoutMs: 20_000, intervalMs: 20 };

/**
 * The shop as scenarios see it: its delivered agents, capabilities, rules and playbooks on the real engine and a real database.
 * People answer tasks by hand, and governance stands in by its contract.
 */
export class ShopTrial {
  private trial: TaskTrial;
  books: Books = () => null;

  private constructor(
    private readonly database: OrchestrationDatabase,
    private readonly clock: StandingClock,
    readonly governance: GovernanceStandIn,
  ) {
    this.trial = this.process();
  }

  /** @param at what time it is when the scenario begins */
  static async open(name: string, at: string): Promise<ShopTrial> {
    const database = await createOrchestrationDatabase(name);
    const clock = new StandingClock(new Date(at));
    const books: { of: ShopTrial | undefined } = { of: undefined };
    const finance = { ask: (request: unknown, asked: unknown) => books.of!.answerFigures(request, asked) };
    const governance = new GovernanceStandIn(finance as unknown as Requests, () => clock.now());
    return (books.of = new ShopTrial(database, clock, governance));
  }

  async close(): Promise<void> {
    await this.trial.runner.stop();
    await this.database.drop();
  }

  get now(): Date {
    return this.clock.now();
  }

  /** The process that works dies, and another one goes on. */
  async restart(): Promise<void> {
    await this.trial.runner.stop();
    this.trial = this.process();
  }

  passHours(hours: number): void {
    this.clock.passMs(hours * HOUR_MS);
  }

  /** Somebody asks for work. @returns the task's id */
  async ask(capability: string, input: JsonObject, context: JsonObject = {}): Promise<string> {
    const part = { key: crypto.randomUUID(), capability, input, context, requestedBy: 'rule:scenario' };
    return (await this.trial.enqueue(part))[0]!;
  }

  /** Something happens in the shop, and its delivered rule makes a task of it; the same thing twice is one task. */
  async happens(ruleId: string, data: object): Promise<string> {
    const rule = { ...seededActivationRules().find(({ id }) => id === ruleId)!, version: 1 };
    const event = envelope(rule.eventType, data, { time: this.now.toISOString() });
    const result = new CompiledActivation(rule).activate(event, this.now);
    if (result.outcome !== 'task') throw new Error(`${ruleId} makes no task: ${result.outcome}`);
    return (await this.trial.enqueue(result.task))[0]!;
  }

  /** The task of a capability that waits for a person, once it does. */
  waitsForPerson(capability: string): Promise<TaskRecord> {
    return eventually(async () => {
      const [row] = await this.query<{ id: string }>(
        `SELECT id FROM tasks WHERE capability = $1 AND waits_for = 'person' AND state = 'running' ORDER BY id DESC`,
        [capability],
      );
      if (!row) throw new Error(`no ${capability} waits for a person: ${await this.standing()}`);
      return this.trial.task(row.id);
    }, WITHIN);
  }

  /** A person does what waits for them. */
  async personAnswers(capability: string, output: Json): Promise<TaskRecord> {
    const { id } = await this.waitsForPerson(capability);
    const { work, changes, desk, rosters, clock, wakeUps } = this.trial.parts;
    return new TaskActs(work as UnitOfWork, changes, desk, rosters, clock, wakeUps).finish(id, output, 'user:anna');
  }

  /** What governance is asked, once it is. */
  isAsked(act: ActName): Promise<Asked> {
    return eventually(async () => {
      const asked = this.governance.waiting.find(({ question }) => question.act === act);
      if (!asked) throw new Error(`nobody is asked about ${act}: ${await this.standing()}`);
      // The question is there a moment before its task waits for it.
      const { waitsFor, state } = await this.trial.task(asked.question.taskId!);
      if (waitsFor !== 'approval' && state !== 'awaiting_approval') throw new Error('its task does not wait yet');
      return asked;
    }, WITHIN);
  }

  /** People, or time, decide. @returns what they had been asked */
  async decide(act: ActName, verdict: Verdict, reason = 'seen'): Promise<Asked> {
    const asked = await this.isAsked(act);
    await this.trial.hear(this.governance.decide(asked.question.key, verdict, reason, ['user:anna', 'user:ben']));
    return asked;
  }

  /** The end of a task, once it has come. */
  ended(id: string): Promise<TaskRecord & { readonly output: JsonObject }> {
    return eventually(async () => {
      const task = await this.trial.task(id);
      if (task.endedAt === null) throw new Error(`it has not ended: ${await this.standing()}`);
      if (task.state !== 'succeeded') throw new Error(`it ended as ${task.state}: ${JSON.stringify(task.error)}`);
      return task as TaskRecord & { readonly output: JsonObject };
    }, WITHIN);
  }

  /** Waits until nobody works: everything waits for people or for a time. */
  async settles(): Promise<void> {
    await eventually(async () => {
      const [row] = await this.query<{ busy: string }>(
        `SELECT count(*) AS busy FROM tasks WHERE ended_at IS NULL AND waits_for IS NULL AND state <> 'awaiting_approval'`,
      );
      if (row!.busy !== '0') throw new Error(await this.standing());
    }, WITHIN);
  }

  /** How many tasks of a capability there are. */
  async count(capability: string): Promise<number> {
    const [row] = await this.query<{ n: string }>('SELECT count(*) AS n FROM tasks WHERE capability = $1', [
      capability,
    ]);
    return Number(row!.n);
  }

  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.database.dataSource.query<Row[]>(sql, [...parameters]);
  }

  /** For messages of specs that fail. */
  private async standing(): Promise<string> {
    const rows = await this.query<{
      capability: string;
      state: string;
      waits_for: string | null;
      error: string | null;
    }>(`SELECT capability, state, waits_for, error_message AS error FROM tasks ORDER BY created_at, id`);
    return rows
      .map(({ capability, state, waits_for: waits, error }) => [capability, state, waits, error].join(' '))
      .join('; ');
  }

  private process(): TaskTrial {
    const { clock, governance, database } = this;
    const log = { warn: () => undefined };
    const attention = new Attention(database.dataSource, clock, log);
    const requests = governance as unknown as Requests;
    const reader = new FigureReader(requests, database.dataSource, clock, log, attention);
    const modules = { get: (token: unknown) => (token === TaskDesk ? trial.desk : reader) } as unknown as ModuleRef;
    const work = { run: (run) => database.dataSource.transaction(run) } as UnitOfWork;
    const playbooks = new PlaybookExecutor(new PlaybookRegistry(ALL_PLAYBOOKS), work, modules, clock, governance);
    const trial: TaskTrial = new TaskTrial(database.dataSource, {
      ...{
        clock,
        governance,
        rosters: freeRoster(),
        executors: new ExecutorsByKind([playbooks, new HumanExecutor()], clock),
      },
    });
    trial.runner.start();
    return trial;
  }

  private answerFigures(request: unknown, asked: unknown): Promise<{ figures: FigureShown[] }> {
    if (request !== readFigures) throw new Error('finance is asked for figures alone here');
    const { figures, from, to } = asked as FiguresQuestion;
    return Promise.resolve({
      figures: figures.map((name) => {
        const value = this.books(name, new Date(from), new Date(to));
        const { unit } = FIGURES[name];
        return {
          ...{ name, unit, value, reason: value === null ? 'nothing is booked for it' : null, from, to },
          ...{ currency: unit === 'minor' ? 'USD' : null, asOf: this.now.toISOString(), source: '/api/finance' },
        };
      }),
    });
  }
}

/** The delivered roster, in which nobody is paid: money is looked at elsewhere. */
function freeRoster(): TrialRosters {
  const { agents, capabilities } = seededRoster();
  const free = [...agents.values()].map((agent) => ({
    ...agent,
    capabilities: agent.capabilities.map(({ allowanceMinor: _allowance, ...one }) => ({ ...one, costMinor: '0' })),
  }));
  return new TrialRosters(free, [...capabilities.values()]);
}

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { TrainingGraded, TrainingModuleSet } from '@vividwalls/events';
import { Outbox, UnitOfWork, type NewEvent } from '@vividwalls/messaging';
import { Clock, once, Problem, type BodyFault, type KeyedRequest } from '@vividwalls/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { JsonObject } from '../../json.js';
import { assertExpected, refuse } from '../../registry/registry-problems.js';
import { Rosters } from '../../registry/roster.js';
import { faultsOfSource } from '../../routing/rules/rule-faults.js';
import { addOutcomes } from '../expertise/expertise-rows.js';
import { seededModules } from '../seeds/seeds.js';
import type { TrainingModuleVersion } from './exercise.js';
import { ANSWER_VARIABLES, grade } from './grade.js';
import { LlmGrader } from './llm-grader.js';
import { findModule, hasRunSince, insertRun, saveModule, type TrainingRun } from './training-rows.js';

export type ModuleText = Pick<TrainingModuleVersion, 'title' | 'capability' | 'exercises' | 'source'>;

export interface Running {
  readonly agentId: string;
  readonly personaId: string | null;
  /** Answers by the exercise's id. */
  readonly answers: JsonObject;
  readonly actor: string;
  readonly keyed?: KeyedRequest | undefined;
}

/** A module that is done again sooner shows memory, not skill: it is graded, and moves nothing. */
const COUNTS_AFTER_MS = 24 * 60 * 60_000;

/** Training modules, and what agents answered to them. */
@Injectable()
export class TrainingDesk implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: Pick<UnitOfWork, 'run'>,
    @Inject(Outbox) private readonly outbox: Pick<Outbox, 'append'>,
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly rosters: Rosters,
    private readonly models: LlmGrader,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const { id, ...text } of seededModules()) {
      await this.unitOfWork.run(async (tx) => {
        // Replicas start together: one seeds, the others find it done.
        await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('training:seed', 0))`);
        if (!(await findModule(tx, id))) await this.save(tx, { id, ...text, ...this.writtenBy('system', 1) });
      });
    }
  }

  /** Makes a module, or a further version of it. @throws Problem 409 when it was changed meanwhile, 422 with every fault */
  put(
    id: string,
    text: ModuleText & { readonly expectedVersion?: number | undefined },
    by: { readonly actor: string; readonly keyed?: KeyedRequest | undefined },
  ): Promise<TrainingModuleVersion> {
    const { expectedVersion, ...rest } = text;
    return this.unitOfWork.run(async (tx) => {
      await once(tx, by.keyed, this.clock.now(), async () => {
        const before = await findModule(tx, id, true);
        assertExpected(`The module ${id}`, before?.version, expectedVersion);
        refuse(`The module ${id}`, await this.faultsOf(tx, rest));
        await this.save(tx, { id, ...rest, ...this.writtenBy(by.actor, (before?.version ?? 0) + 1) });
        return { id };
      });
      return (await findModule(tx, id))!;
    });
  }

  /**
   * Grades what an agent answered. What could be judged moves its expertise in the module's capability, once a day.
   * @throws Problem 404 for a module that there is not, 422 for an agent or persona that there is not
   */
  async run(moduleId: string, running: Running): Promise<TrainingRun & { readonly counts: boolean }> {
    const module = await findModule(this.dataSource, moduleId);
    if (!module) throw noModule(moduleId);
    refuse('The run', await this.runFaults(running));
    // Models take their time: no transaction waits for one.
    const graded = await Promise.all(
      module.exercises.map((exercise) =>
        grade(exercise, running.answers[exercise.id], (of, rubric, answer) => this.models.judge(of, rubric, answer)),
      ),
    );
    const judged = graded.filter(({ passed }) => passed !== null);
    const run: TrainingRun = {
      ...{ id: uuidv7(), moduleId, moduleVersion: module.version, agentId: running.agentId, graded },
      ...{ personaId: running.personaId ?? '', passed: judged.filter(({ passed }) => passed).length },
      ...{ gradedCount: judged.length, actor: running.actor, at: this.clock.now() },
    };
    return this.unitOfWork.run((tx) => once(tx, running.keyed, run.at, () => this.keep(tx, run, module)));
  }

  private async keep(tx: EntityManager, run: TrainingRun, module: TrainingModuleVersion) {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('training:' || $1, 0))`, [run.agentId]);
    const counts = !(await hasRunSince(tx, run, new Date(run.at.getTime() - COUNTS_AFTER_MS)));
    await insertRun(tx, run);
    const { agentId, personaId, at } = run;
    const judged = run.graded.filter(({ passed }) => passed !== null);
    const outcomes = judged.map(({ passed }) => ({
      ...{ agentId, personaId, capability: module.capability, succeeded: passed!, at },
    }));
    if (counts) await addOutcomes(tx, outcomes);
    await this.outbox.append(tx, [trainingGraded(run, module)]);
    return { ...run, counts };
  }

  private async save(tx: EntityManager, module: TrainingModuleVersion): Promise<void> {
    await saveModule(tx, module);
    const { id, title, capability, exercises, version, actor } = module;
    const data = { moduleId: id, title, capability, exercises: exercises.length, moduleVersion: version };
    await this.outbox.append(tx, [{ event: TrainingModuleSet, subject: id, data, version, actor }]);
  }

  private writtenBy(actor: string, version: number) {
    return { actor, version, recordedAt: this.clock.now() };
  }

  private async faultsOf(tx: EntityManager, { capability, exercises }: ModuleText): Promise<BodyFault[]> {
    const { capabilities } = await this.rosters.current(tx);
    const faults: BodyFault[] = [];
    if (!capabilities.has(capability)) faults.push({ pointer: '/capability', message: 'is no capability' });
    exercises.forEach(({ id, grader }, i) => {
      if (exercises.findIndex((one) => one.id === id) < i) {
        faults.push({ pointer: `/exercises/${i}/id`, message: `is the id of another one: ${id}` });
      }
      if (grader.kind === 'rule')
        faults.push(...faultsOfSource(`/exercises/${i}/grader/when`, grader.when, ANSWER_VARIABLES));
    });
    return faults;
  }

  private async runFaults({ agentId, personaId }: Running): Promise<BodyFault[]> {
    const agent = (await this.rosters.current()).agents.get(agentId);
    if (!agent) return [{ pointer: '/agentId', message: 'is no agent' }];
    const isIts = personaId === null || agent.personas.some(({ id }) => id === personaId);
    return isIts ? [] : [{ pointer: '/personaId', message: `is no persona of ${agentId}` }];
  }
}

export const noModule = (id: string): Problem =>
  new Problem(404, 'No such module', `There is no training module ${id.slice(0, 100)}.`);

function trainingGraded(run: TrainingRun, { capability }: TrainingModuleVersion): NewEvent<TrainingGraded> {
  const { id, moduleId, moduleVersion, agentId, personaId, passed, gradedCount, actor } = run;
  const data: TrainingGraded = {
    ...{ runId: id, moduleId, moduleVersion, agentId, personaId: personaId === '' ? null : personaId },
    ...{ capability, passed, graded: gradedCount },
  };
  return { event: TrainingGraded, subject: moduleId, data, actor };
}

import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { approvalDigest, AskedGovernance } from '@vividwalls/contracts';
import { Requests, UnitOfWork } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { settingsFor } from '../../executors/executor-choice.js';
import type { ExecutionOutcome, ExecutionRequest, Executor } from '../../executors/executor.js';
import { ExecutorFailure, failed, succeeded } from '../../executors/outcome.js';
import type { Json } from '../../json.js';
import type { EntityManager } from 'typeorm';
import { useLeave } from '../../tasks/approvals/ask-leave.js';
import { TaskDesk } from '../../tasks/ports.js';
import { taskSteps } from '../../tasks/steps/task-steps.js';
import { childTask, findChildEnd } from './child-tasks.js';
import {
  BadInput,
  isYes,
  type AnyStep,
  type ApprovalStep,
  type ChildEnd,
  type ChildStep,
  type Decision,
  type EffectStep,
  type OutsideStep,
  type Playbook,
  type ReadStep,
  type WaitStep,
} from './playbook.js';
import { PlaybookRegistry } from './registry.js';
import { sourcesOf } from './sources.js';
import { guardOf, leaveOf, questionOfStep } from './step-approval.js';
import { asJson, listedCost, Run } from './run.js';
import { compensateSteps } from './compensate.js';
import { keepSteps, outputOfOther } from './step-rows.js';

type Waiting = Extract<ExecutionOutcome, { kind: 'waiting' }>;

/** A run under way: what it computed and has not yet kept. */
interface Course {
  readonly playbook: Playbook;
  readonly request: ExecutionRequest;
  readonly signal: AbortSignal;
  readonly run: Run;
  readonly computed: Map<string, Json>;
}

/**
 * Runs a playbook's steps in their order, in process.
 *
 * - Only steps with effects touch the database, so a playbook that only computes costs no transaction at all.
 * - What was computed before an effect is kept in the transaction of that effect: a resumed run goes on from the same
 *   figures, even when the code or the settings have changed meanwhile. So is what was computed before a wait, with its end.
 * - A run that only proposes computes and reads, and asks the other steps what they would do.
 * - A guarded step begins by leave that governance gave for exactly what it is about to do, computed there once more. The leave is
 *   used up for this step of this task before the step begins; repeated after a crash, it is the same use.
 */
@Injectable()
export class PlaybookExecutor implements Executor {
  readonly kind = 'playbook';

  constructor(
    private readonly playbooks: PlaybookRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly modules: ModuleRef,
    private readonly clock: Clock,
    @Inject(Requests) private readonly requests: Pick<Requests, 'ask'>,
  ) {}

  async execute(request: ExecutionRequest, signal: AbortSignal): Promise<ExecutionOutcome> {
    const { playbook, settings } = this.playbooks.choose(request.capability.name, settingsFor(request));
    try {
      const run = new Run(request, playbook.read(request.input), settings, this.clock.now());
      const course: Course = { playbook, request, signal, run, computed: new Map() };
      for (const step of playbook.steps) {
        const waiting = await this.step(course, step, `${playbook.name}/${step.name}`);
        if (waiting) return waiting;
      }
      return succeeded(asJson(playbook.output(run)), { minor: listedCost(request) });
    } catch (error) {
      if (error instanceof BadInput) return failed('bad_input', error.message, { retryable: false });
      throw error;
    }
  }

  compensate(request: ExecutionRequest): Promise<void> {
    const { playbooks, unitOfWork, clock } = this;
    return compensateSteps(request, { playbooks, unitOfWork, desk: this.desk(), now: clock.now() });
  }

  private async step(course: Course, step: AnyStep<unknown>, key: string): Promise<Waiting | undefined> {
    const { request, run } = course;
    if (course.signal.aborted) throw new ExecutorFailure('cancelled', 'the try was called off', { retryable: true });
    if (request.doneSteps.has(key)) {
      run.set(step, request.doneSteps.get(key));
      return undefined;
    }
    if (step.when && !step.when(run)) return undefined;
    if (step.kind === 'compute') {
      const output = step.work(run);
      run.set(step, output);
      course.computed.set(key, asJson(output));
      return undefined;
    }
    if (step.kind === 'read') {
      const output = await this.read(step, run);
      run.set(step, output);
      course.computed.set(key, output);
      return undefined;
    }
    if (request.mode === 'propose') {
      run.set(step, step.kind === 'wait' ? null : step.proposal(run));
      return undefined;
    }
    if (step.kind === 'effect') run.set(step, await this.effect(course, step, key));
    else if (step.kind === 'outside') run.set(step, await this.outside(course, step, key));
    else if (step.kind === 'child') return this.child(course, step, key);
    else if (step.kind === 'approval') return this.approval(course, step, key);
    else return this.wait(course, step, key);
    return undefined;
  }

  /** The time is kept as it was at first: one that is counted from now would move on with every look at it. */
  private async wait(course: Course, step: WaitStep<unknown>, key: string): Promise<Waiting | undefined> {
    const { request, run, computed } = course;
    const untilKey = `${key}#until`;
    const kept = request.doneSteps.get(untilKey);
    const until = typeof kept === 'string' ? new Date(kept) : step.until(run);
    if (until <= run.now) {
      run.set(step, null);
      return undefined;
    }
    computed.set(untilKey, until.toISOString());
    await this.unitOfWork.run((tx) => this.keepComputed(tx, course));
    return waitingUntil(until, 'resume');
  }

  private async read(step: ReadStep<unknown, unknown>, run: Run): Promise<Json> {
    return asJson(await step.work(run, sourcesOf(this.modules, this.unitOfWork)));
  }

  /** What was computed so far is kept before anybody is asked: people decide by these figures, and the steps go on from them. */
  private async approval(course: Course, step: ApprovalStep<unknown>, key: string): Promise<Waiting | undefined> {
    const { playbook, request, run } = course;
    const question = questionOfStep(playbook, step, request, run);
    await this.unitOfWork.run(async (tx) => {
      await this.keepComputed(tx, course);
      await taskSteps.begin(tx, request.taskId, key, run.now);
    });
    const governance = new AskedGovernance(this.requests);
    const answer = await governance.ask(question);
    const { verdict, reason, approvalId: id = null, expiresAt, decidedBy = [] } = answer;
    const approval = { key: question.key, id, asker: question.asker, reason };
    if (verdict === 'unanswered' || verdict === 'unknown')
      return waitingForApproval(new Date(run.now.getTime() + UNANSWERED_AGAIN_MS), { ...approval, id: null });
    const until = step.until?.(run);
    const isLate = verdict === 'pending' && until !== undefined && until <= run.now;
    if (verdict === 'pending' && !isLate) return waitingForApproval(until ?? after(expiresAt, run.now), approval);
    if (isLate)
      await governance.withdraw({
        key: question.key,
        asker: question.asker,
        reason: 'it was too late for what it was asked for',
      });
    const decision: Decision = { verdict: isLate ? 'late' : verdict, reason, approvalId: id, decidedBy };
    if (!isYes(decision) && step.orElse !== 'go_on') {
      const message = `${step.name}: ${decision.verdict.replaceAll('_', ' ')}: ${reason}`;
      throw new ExecutorFailure('declined', message, { retryable: false, final: true });
    }
    run.set(step, await this.done(course, key, asJson(decision)));
    return undefined;
  }

  /** Leave for a guarded step, used up for it. Throws when there is none: for what it does now, or for what it did when it was asked. */
  private async takeLeave(course: Course, step: AnyStep<unknown>, key: string): Promise<void> {
    const guard = guardOf(step);
    if (!guard) return;
    const { playbook, request, run } = course;
    const question = questionOfStep(playbook, guard, request, run);
    const use = { key: question.key, digest: approvalDigest(question), usedFor: `${request.taskId}:${key}` };
    const leave = await useLeave(this.requests, { ...use, actor: question.asker }, []);
    if (leave.kind === 'given') return;
    const { kind, reason } = leave as Exclude<typeof leave, { kind: 'given' | 'waits' }>;
    const isAway = kind === 'unanswered';
    const code = isAway ? 'approval_unanswered' : 'not_allowed';
    throw new ExecutorFailure(code, `${step.name} may not begin: ${reason}`, {
      ...{ retryable: isAway, final: !isAway },
    });
  }

  /** Twice at once, as after a lease that ended too early: one of the two commits, the other takes what it came to. */
  private async effect(course: Course, step: EffectStep<unknown, unknown>, key: string): Promise<unknown> {
    const { taskId } = course.request;
    await this.takeLeave(course, step, key);
    try {
      return await this.unitOfWork.run(async (tx) => {
        await this.keepComputed(tx, course);
        const output = asJson(await step.work(course.run, tx));
        await taskSteps.done(tx, taskId, key, output, course.run.now);
        return output;
      });
    } catch (error) {
      return this.unitOfWork.run((tx) => outputOfOther(tx, taskId, key, error));
    }
  }

  private async outside(course: Course, step: OutsideStep<unknown, unknown>, key: string): Promise<unknown> {
    const { taskId } = course.request;
    await this.takeLeave(course, step, key);
    await this.unitOfWork.run(async (tx) => {
      await this.keepComputed(tx, course);
      await taskSteps.begin(tx, taskId, key, course.run.now);
    });
    const output = asJson(await step.work(course.run, `${taskId}:${key}`, course.signal));
    return this.done(course, key, output);
  }

  private async child(course: Course, step: ChildStep<unknown>, key: string): Promise<Waiting | undefined> {
    const { request, run } = course;
    const { childId, ended } = await this.handOver(course, step, key);
    const until = step.until?.(run) ?? request.deadline;
    const end = ended ?? (until <= run.now ? late(childId) : null);
    if (!end) return waitingUntil(until, step.orElse === 'go_on' ? 'resume' : 'time_out');
    if (end.state !== 'succeeded' && step.orElse !== 'go_on') {
      const message = `${step.name} ended as ${end.state}${end.error ? `: ${end.error}` : ''}`;
      throw new ExecutorFailure('child_failed', message, { retryable: false });
    }
    run.set(step, await this.done(course, key, asJson(end)));
    return undefined;
  }

  /** Asked again in every run until the step is done: the same key is the same task. */
  private handOver(course: Course, step: ChildStep<unknown>, key: string) {
    const { playbook, request, run } = course;
    const guard = guardOf(step);
    // The child takes the leave itself, where its work begins.
    const leave = guard && leaveOf(questionOfStep(playbook, guard, request, run));
    return this.unitOfWork.run(async (tx): Promise<{ childId: string; ended: ChildEnd | null }> => {
      await this.keepComputed(tx, course);
      const [childId] = await this.desk().enqueue(tx, [childTask(request, key, step.task(run), leave)]);
      await taskSteps.begin(tx, request.taskId, key, run.now);
      return { childId: childId!, ended: await findChildEnd(tx, childId!) };
    });
  }

  private async done({ request, run }: Course, key: string, output: Json): Promise<Json> {
    try {
      await this.unitOfWork.run((tx) => taskSteps.done(tx, request.taskId, key, output, run.now));
      return output;
    } catch (error) {
      return this.unitOfWork.run((tx) => outputOfOther(tx, request.taskId, key, error));
    }
  }

  private async keepComputed(tx: EntityManager, { request, computed, run }: Course): Promise<void> {
    await keepSteps(tx, request.taskId, computed, run.now);
    computed.clear();
  }

  /** Resolved late: the desk belongs to the tasks, which need executors. */
  private desk(): TaskDesk {
    return this.modules.get(TaskDesk, { strict: false });
  }
}

/** A governance that can't be asked is asked again after this. */
const UNANSWERED_AGAIN_MS = 30_000;

/** Governance tells of an expiry itself; it is asked again this long after. */
const ASKED_AFTER_EXPIRY_MS = 60_000;

const after = (expiresAt: string | undefined, now: Date): Date =>
  new Date((expiresAt === undefined ? now.getTime() : Date.parse(expiresAt)) + ASKED_AFTER_EXPIRY_MS);

function waitingForApproval(until: Date, approval: NonNullable<Waiting['approval']>): Waiting {
  return { kind: 'waiting', for: 'approval', until, onTime: 'resume', approval, cost: {} };
}

function late(taskId: string): ChildEnd {
  return { taskId, state: 'late', output: null, error: null };
}

function waitingUntil(until: Date, onTime: 'time_out' | 'resume'): Waiting {
  return { kind: 'waiting', for: 'task', until, onTime, cost: {} };
}

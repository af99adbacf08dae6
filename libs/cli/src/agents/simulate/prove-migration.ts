import type { GateFindingShown, MigrationDetail } from '@vividwalls/contracts';
import {
  courseOf,
  proofTasks,
  type Arm,
  type Course,
  type PersonaRequest,
  type ProofTask,
  type ProvingState,
} from '@vividwalls/simulator';
import { keyed } from '../../api/keyed.js';
import { migrationPath } from '../../consolidation/consolidation-api.js';
import { isRefusal, type Demo } from './demo.js';
import { untilCount } from './waiting.js';
import { sendForYes } from './work-for-a-yes.js';

/** As many as every gate can be passed with at the demo's confidence of 80 %. */
export const SAMPLES = 32;
/** Of more, gates can be passed with a difference or a slow run among them. */
const MORE = 16;
const SAMPLES_MAX = 128;
/** Sent at once. */
const PORTION = 16;

/** Work that has not gone on for so long waits for something else than its turn. */
const STALL_MS = 20_000;
/** Where it is known that part of it will not end. */
const SHORT_STALL_MS = 2_500;

/** How far a migration got, and what a person did to it. */
export interface ProvenMigration {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly overruled: boolean;
  readonly rolledBack: boolean;
  /** Why it is not where the demo wanted it. */
  readonly short: string | null;
}

/** Takes one migration as far as the demo does, by the evidence of real work. Begins wherever it stands. */
export async function proveMigration(demo: Demo, id: string, request: PersonaRequest): Promise<ProvenMigration> {
  const done = { overruled: false, rolledBack: false };
  for (;;) {
    const detail = await demo.migration(id);
    const course = courseOf(detail.targetAgentId, detail.personaId);
    const name = `${detail.targetAgentId}/${detail.personaId}`;
    const ended = (short: string | null, state = detail.state) => ({ id, name, state, ...done, short });
    if (detail.state === 'rolled_back') return ended(null);
    if (detail.state === course.goal || isPast(detail.state, course.goal)) {
      if (detail.state === course.goal) await stay(demo, detail, course, request);
      if (course.rollBack === undefined) return ended(null);
      await rollBack(demo, id, course.rollBack);
      done.rolledBack = true;
      return ended(null, 'rolled_back');
    }
    if (detail.state !== 'planned') {
      const passed = await pass(demo, detail, course, request);
      if (passed === false) return ended(await standing(demo, id));
      if (passed === 'overrule') {
        await advance(demo, detail, { overrule: true, reason: course.overrule });
        done.overruled = true;
        continue;
      }
    }
    await advance(demo, detail, {});
  }
}

const ORDER = ['planned', 'shadow', 'canary_10', 'canary_50', 'active', 'retired'];
const isPast = (state: string, goal: string): boolean => ORDER.indexOf(state) > ORDER.indexOf(goal);

/** Sends work until every gate is passed. */
async function pass(
  demo: Demo,
  { id, state }: MigrationDetail,
  course: Course,
  request: PersonaRequest,
): Promise<true | false | 'overrule'> {
  for (let samples = SAMPLES; samples <= SAMPLES_MAX; samples += MORE) {
    const { findings, state: now } = await feed(demo, id, course, request, samples);
    if (now !== state || findings.every(isPassed)) return true;
    const open = findings.filter((one) => !isPassed(one)).map(({ gate }) => gate);
    if (course.overrule !== undefined && open.every((gate) => gate === 'match')) return 'overrule';
  }
  return false;
}

const isPassed = ({ verdict }: GateFindingShown): boolean => verdict === 'passed';

/** Work of the state that it stays in: as much as its course says. */
async function stay(demo: Demo, detail: MigrationDetail, course: Course, request: PersonaRequest): Promise<void> {
  const { goal, few, incidentAfter, shortOfMoney, needsYes } = course;
  if (needsYes) return sendForYes(demo, tasksOf(detail, course, request, 'legacy', 0, few ?? 0));
  if (shortOfMoney && goal === 'shadow') {
    // First some of which not all are paid for; what comes after waits, because its agent stands still.
    const first = Math.ceil((few ?? 0) / 2);
    await feed(demo, detail.id, course, request, first, SHORT_STALL_MS);
    await feed(demo, detail.id, course, request, few ?? 0, 0);
    return;
  }
  const samples = few ?? incidentAfter ?? (goal === 'active' || goal === 'retired' || goal === 'planned' ? 0 : SAMPLES);
  if (samples > 0) await feed(demo, detail.id, course, request, samples, shortOfMoney ? SHORT_STALL_MS : STALL_MS);
}

/**
 * Sends the first `samples` of its state's work, a few at a time so that none of it waits long while it runs, and waits until
 * they count. @returns what the gates say then
 */
async function feed(
  demo: Demo,
  id: string,
  course: Course,
  request: PersonaRequest,
  samples: number,
  stallMs = STALL_MS,
): Promise<MigrationDetail> {
  let latest = await demo.migration(id);
  const count = async () => countOf((latest = await demo.migration(id)));
  for (let from = 0; from < samples; from += PORTION) {
    const to = Math.min(from + PORTION, samples);
    if (countOf(latest) >= to) continue;
    for (const arm of armsOf(latest.state)) await demo.send(tasksOf(latest, course, request, arm, from, to));
    if ((await untilCount(demo, count, to, stallMs)) === 'stalled') break;
  }
  return latest;
}

function tasksOf(
  { id, run, state }: MigrationDetail,
  course: Course,
  request: PersonaRequest,
  arm: Arm,
  from: number,
  to: number,
): ProofTask[] {
  return proofTasks(request, course, { id, run }, state as ProvingState, arm, from, to);
}

function armsOf(state: string): readonly Arm[] {
  if (state === 'shadow') return ['legacy'];
  return state === 'active' ? ['target'] : ['legacy', 'target'];
}

function countOf({ state, shadow, arms }: MigrationDetail): number {
  if (state === 'shadow') return shadow.matches + shadow.differences + shadow.incomparable;
  return state === 'active' ? arms.target.samples : Math.min(arms.target.samples, arms.legacy.samples);
}

/** One step. Somebody else, or the clockwork, may take it at the same moment: then it is taken. */
async function advance(
  demo: Demo,
  { id, state }: MigrationDetail,
  more: { readonly overrule?: boolean; readonly reason?: string | undefined },
): Promise<void> {
  const headers = keyed();
  await demo
    .patiently(() => demo.api.post(`${migrationPath(id)}/advance`, { from: state, ...more }, headers))
    .catch(async (error: unknown) => {
      const hasMoved = isRefusal(error, 409) && (await demo.migration(id)).state !== state;
      if (!hasMoved) throw error;
    });
}

async function rollBack(demo: Demo, id: string, reason: string): Promise<void> {
  const headers = keyed();
  await demo.patiently(() => demo.api.post(`${migrationPath(id)}/rollback`, { reason }, headers));
}

/** What keeps it where it is. */
async function standing(demo: Demo, id: string): Promise<string> {
  const { findings } = await demo.migration(id);
  return findings
    .filter((one) => !isPassed(one))
    .map(({ gate, verdict, finding }) => `${gate} ${verdict}: ${finding}`)
    .join('; ');
}

import { hash } from 'node:crypto';
import { writeSync } from 'node:fs';

/** Where a process is to be killed, and how often. Plain JSON, so that it can be handed to a child process. */
export interface KillPlan {
  seed: string;
  /** By failpoint: one in so many passes kills. Failpoints that are not named never do. */
  oneIn: Partial<Record<string, number>>;
}

export interface KillingHookOptions extends KillPlan {
  /** SIGKILL to this process when left out. */
  kill?: (failpoint: string) => void;
}

/** The environment variable that carries a plan as JSON. */
export const KILL_PLAN_VARIABLE = 'FAULTS_KILL_PLAN';
/** The environment variable that says the how-manieth start of the same program this is. */
export const START_VARIABLE = 'FAULTS_START';
/** Begins the last line of a process that was killed at a failpoint; the failpoint's name follows. */
export const KILLED_AT = 'killed at failpoint ';

const STDERR = 2;

/**
 * A hook to be called with the name of every failpoint that is passed; it kills the process at some of them. Whether a pass
 * kills depends on the seed, the failpoint's name and how many passes of it went before, and on nothing else: passes of other
 * failpoints, which interleave as they like, do not shift it.
 * @throws RangeError when a rate is not a whole number from 1
 */
export function killingHook({ seed, oneIn, kill = killThisProcess }: KillingHookOptions): (failpoint: string) => void {
  for (const [name, rate] of Object.entries(oneIn)) {
    if (!isRate(rate)) throw new RangeError(`oneIn['${name}'] is ${rate}: give a whole number from 1`);
  }
  const passes = new Map<string, number>();
  return (failpoint) => {
    const rate = oneIn[failpoint];
    if (rate === undefined) return;
    const pass = (passes.get(failpoint) ?? 0) + 1;
    passes.set(failpoint, pass);
    if (draw(`${seed}/${failpoint}/${pass}`) * rate < 1) kill(failpoint);
  };
}

/**
 * The plan in an environment, or undefined when it has none. The number of the start is part of its seed: with the same draws,
 * a program that is started again would be killed at the same pass for ever.
 * @throws when it is no JSON or no plan
 */
export function killPlanFromEnvironment(env: NodeJS.ProcessEnv): KillPlan | undefined {
  const text = env[KILL_PLAN_VARIABLE];
  if (!text) return undefined;
  const plan = parse(text);
  if (!isKillPlan(plan)) {
    throw new Error(
      `${KILL_PLAN_VARIABLE} is no plan: ${text}\n` +
        `Write it like {"seed":"a","oneIn":{"relay.published":200}}, each rate a whole number from 1.`,
    );
  }
  return { seed: `${plan.seed}/${env[START_VARIABLE] ?? 1}`, oneIn: plan.oneIn };
}

/** A hook that acts once, at the n-th pass of one failpoint, counted from 1. */
export function nthPass(name: string, n: number, act: () => void): (failpoint: string) => void {
  if (!isRate(n)) throw new RangeError(`pass ${n} of ${name}: give a whole number from 1`);
  let passes = 0;
  return (failpoint) => {
    if (failpoint === name && ++passes === n) act();
  };
}

function killThisProcess(failpoint: string): void {
  try {
    writeSync(STDERR, `${KILLED_AT}${failpoint}\n`); // Synchronous: nothing that is buffered survives.
  } finally {
    process.kill(process.pid, 'SIGKILL'); // Even when nobody reads and the pipe is full.
  }
}

/** [0, 1), evenly, from a text: what a generator would draw, without a state that the order of calls could shift. */
function draw(text: string): number {
  return parseInt(hash('sha256', text, 'hex').slice(0, 8), 16) / 2 ** 32;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${KILL_PLAN_VARIABLE} is not JSON: ${text}`, { cause: error });
  }
}

function isKillPlan(value: unknown): value is KillPlan {
  const { seed, oneIn } = (value ?? {}) as Partial<Record<keyof KillPlan, unknown>>;
  return typeof seed === 'string' && typeof oneIn === 'object' && oneIn !== null && Object.values(oneIn).every(isRate);
}

function isRate(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1;
}

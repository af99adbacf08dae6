// A process of its own with many spenders, that dies at failpoints and from outside. Each spender asks, commits or drops what
// it wants until everything is done; whatever breaks, it asks again with the same key.
import { armFailpoints, pause } from '@vividwalls/messaging';
import { SystemClock } from '@vividwalls/platform';
import { killingHook, killPlanFromEnvironment, START_VARIABLE } from '@vividwalls/testing';
import { connectOffice } from './budget-database.js';
import { wish } from './budget-samples.js';

export interface SpenderSettings {
  readonly databaseUrl: string;
  /** Begins every key of this process. */
  readonly name: string;
  readonly spenders: number;
  readonly spendsEach: number;
  readonly department: string;
  /** Starts that may end at a failpoint; later ones are spared, so that the work comes to an end. */
  readonly deadlyStarts: number;
}

/** The environment variable that carries the settings as JSON. */
export const SPENDER_VARIABLE = 'SPENDER';

const AGAIN_MS = 20;
const settings = JSON.parse(process.env[SPENDER_VARIABLE]!) as SpenderSettings;
const { databaseUrl, name, spenders, spendsEach, department, deadlyStarts } = settings;
const plan = killPlanFromEnvironment(process.env);
if (plan && Number(process.env[START_VARIABLE]) <= deadlyStarts) armFailpoints(killingHook(plan));

/** Until it is done: a session that was ended leaves open whether it was. */
async function surely<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await pause(AGAIN_MS);
    }
  }
}

const { spends, settling } = await surely(() => connectOffice(databaseUrl, new SystemClock(), 3));

async function spend(spender: number, turn: number): Promise<void> {
  const key = `${name}-${spender}-${turn}`;
  const number = spender * spendsEach + turn;
  const amountMinor = BigInt(10 + ((number * 37) % 90));
  const request = wish(key, amountMinor, { department, allowanceMinor: 5n, expiresInS: 3_600 });
  const answer = await surely(() => spends.authorise(request));
  if (!('decision' in answer) || answer.decision.decision !== 'authorised') return;
  const actor = request.actor;
  const actualMinor = amountMinor - 5n + BigInt(number % 11);
  // One in four is dropped, one in four is left as it is.
  if (number % 4 === 1) await surely(() => settling.settle({ kind: 'release', key, actor }));
  if (number % 4 > 1) await surely(() => settling.settle({ kind: 'commit', key, actor, actualMinor }));
}

const turns = Array.from({ length: spendsEach }, (_, turn) => turn);
const all = Array.from({ length: spenders }, async (_, spender) => {
  for (const turn of turns) await spend(spender, turn);
});
await Promise.all(all);
console.log('all spent');
// Stays: a program that ends would be started again.
await pause(2 ** 30);

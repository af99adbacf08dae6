import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ChildProgram } from '@vividwalls/testing';
import type { Failpoint } from '../../failpoints.js';
import { Disturbance } from './disturbance.js';
import { SERVERS_AWAY } from './exit-codes.js';
import type { ModelPlan } from './plan.js';
import { ModelServers, ROLES } from './servers.js';
import { countsOf, lostOf, mayBeOver, verdictOf, type Counts, type Verdict } from './verdict.js';

export interface ModelCheckOptions {
  readonly plan: ModelPlan;
  /** Folder of compiled code with `testing/model-check/station.main.js` in it. */
  readonly compiled: string;
  /** Passes of each failpoint between two deaths there, on average; none kills when left out. */
  readonly killOneIn?: Partial<Record<Failpoint, number>>;
  /** Lives of a process that may end at a failpoint; those after them are spared, so that the work comes to an end. */
  readonly deadlyLives?: number;
  /** Something is struck from outside this often, ms; never when left out. */
  readonly strikeEveryMs?: number;
  /** Strikes from outside at most. */
  readonly strikes?: number;
  /** Of the durables; the default is for random deaths. */
  readonly durable?: typeof DURABLE;
  /** Processes of each service. */
  readonly replicas: number;
  /** Gives up after this long without any progress, ms, and judges what there is. */
  readonly patienceMs: number;
  /** Told at every look. */
  readonly onLook?: (counts: Counts) => void;
}

export interface ModelCheckReport {
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly seconds: number;
  /** Processes that died, whatever killed them. */
  readonly deaths: number;
  /** Deaths at failpoints, by name. */
  readonly killedAt: Readonly<Record<string, number>>;
  readonly strikes: Readonly<Record<string, number>>;
  /** Ends of a process that nobody wanted, with their last lines: a bug. */
  readonly unexpected: readonly string[];
}

const LOOK_EVERY_MS = 500;

/** Short, so that what a dead process held comes back soon; long enough for a batch on a busy machine. */
const DURABLE = { ackWaitMs: 3_000, maxDeliveries: 200 };

/**
 * Two services, each with several processes, trade N × M events over a broker and a database while everything is killed at
 * random: processes at failpoints and from outside, the broker, the database, its sessions. At the end every event must have
 * taken effect exactly once or be a dead letter, as its fate says.
 */
export async function modelCheck(options: ModelCheckOptions): Promise<ModelCheckReport> {
  const servers = await ModelServers.start();
  const stations = stationsOf(options, servers);
  const began = performance.now();
  let disturbance: Disturbance | undefined;
  try {
    await Promise.all(stations.map((station) => station.start()));
    disturbance = new Disturbance(options, servers, stations);
    await untilOver(options, servers, stations);
    await disturbance.stop();
    // What the last strike has undone comes back before it is judged.
    const counts = await untilOver(options, servers, stations);
    const seconds = (performance.now() - began) / 1_000;
    const verdict = await servers.look((admin, broker) => verdictOf(options.plan, admin, broker));
    await Promise.all(stations.map((station) => station.stop()));
    return { verdict, counts, seconds, strikes: disturbance.strikes, ...summary(stations) };
  } finally {
    await disturbance?.stop();
    await Promise.allSettled(stations.map((station) => station.stop()));
    await servers.stop();
  }
}

function stationsOf(options: ModelCheckOptions, servers: ModelServers): ChildProgram[] {
  const { plan, compiled, killOneIn, replicas, durable = DURABLE, deadlyLives = 3 } = options;
  return ROLES.flatMap((role) =>
    Array.from({ length: replicas }, (_, replica) => {
      const name = `${role}${replica + 1}`;
      const databaseUrl = servers.databaseUrl(`vw_${role}`);
      const station = { role, plan, databaseUrl, natsUrl: servers.nats.url, durable, deadlyLives };
      return new ChildProgram({
        name,
        program: join(compiled, 'testing/model-check/station.main.js'),
        env: { STATION: JSON.stringify(station) },
        ...(killOneIn && { killPlan: { seed: `${plan.seed}/${name}`, oneIn: killOneIn } }),
      });
    }),
  );
}

/** Looks until all is done, or nothing has moved for as long as patience lasts. */
async function untilOver(
  { plan, patienceMs, onLook }: ModelCheckOptions,
  servers: ModelServers,
  stations: readonly ChildProgram[],
): Promise<Counts> {
  let [last, movedAt] = ['', performance.now()];
  for (;;) {
    for (const station of stations) station.throwIfBroken();
    try {
      const counts = await servers.look(countsOf);
      onLook?.(counts);
      if (performance.now() - movedAt > patienceMs) return counts;
      if (mayBeOver(plan, counts)) {
        const lost = await servers.look((admin, broker) => lostOf(plan, admin, broker));
        if (lost.length === 0) return counts;
      }
      const now = JSON.stringify(counts);
      if (now !== last) [last, movedAt] = [now, performance.now()];
    } catch (error) {
      // One of the servers is away; that it comes back is the disturbance's business.
      if (performance.now() - movedAt > patienceMs) throw error;
    }
    await pause(LOOK_EVERY_MS);
  }
}

function summary(stations: readonly ChildProgram[]): Pick<ModelCheckReport, 'deaths' | 'killedAt' | 'unexpected'> {
  const killedAt: Record<string, number> = {};
  let deaths = 0;
  const unexpected: string[] = [];
  for (const { record } of stations) {
    deaths += record.deaths.SIGKILL ?? 0;
    for (const [name, times] of Object.entries(record.killedAt)) killedAt[name] = (killedAt[name] ?? 0) + times;
    for (const { code, signal, lastLines } of record.unexpectedExits) {
      if (code === SERVERS_AWAY) continue;
      unexpected.push([`ended with ${signal ?? code}`, ...lastLines].join('\n'));
    }
  }
  return { deaths, killedAt, unexpected };
}

import { hash } from 'node:crypto';

/** What becomes of an event when it is handled. */
export type Fate =
  /** Takes effect. */
  | 'plain'
  /** Fails once in every life of a process, then takes effect. */
  | 'flaky'
  /** Takes effect only after its predecessor of the same key. */
  | 'early'
  /** Never works: a dead letter. */
  | 'poison'
  /** Kills the process that handles it, every time: a dead letter too. */
  | 'killer';

/** N keys with M events each, by seed; everything else follows from it. */
export interface ModelPlan {
  readonly seed: string;
  readonly keys: number;
  readonly eventsPerKey: number;
  /** Events that kill their process. Each costs as many lives as the broker delivers it. */
  readonly killers: number;
  /** So long does an event wait for its predecessor, ms; minutes when left out. */
  readonly causeWithinMs?: number;
}

export const totalOf = ({ keys, eventsPerKey }: ModelPlan): number => keys * eventsPerKey;

/** One in so many. */
const ONE_IN = { poison: 1_500, flaky: 1_500, early: 300 };

/** A number in [0, 1) that depends on nothing but the text. */
const draw = (text: string): number => parseInt(hash('sha1', text, 'hex').slice(0, 12), 16) / 2 ** 48;

/** Where the killers are: spread over the first half, so that there is time to get over them. */
export function killersOf(plan: ModelPlan): Set<number> {
  const half = Math.floor(totalOf(plan) / 2);
  return new Set(
    Array.from({ length: plan.killers }, (_, one) =>
      Math.floor(((one + draw(`${plan.seed}/killer/${one}`)) / plan.killers) * half),
    ),
  );
}

/** The fate of the event at a place (0 … total − 1); places of one key are `keys` apart. */
export function fateOf(plan: ModelPlan, place: number, killers = killersOf(plan)): Fate {
  if (killers.has(place)) return 'killer';
  const [chance, other] = [draw(`${plan.seed}/${place}`), draw(`${plan.seed}/${place}/other`)];
  if (chance * ONE_IN.poison < 1) return 'poison';
  if (other * ONE_IN.flaky < 1) return 'flaky';
  // The predecessor must be one that takes effect, or the wait never ends.
  const before = place - plan.keys;
  if (other * ONE_IN.early < 2 && before >= 0 && !['poison', 'killer'].includes(fateOf(plan, before, killers))) {
    return 'early';
  }
  return 'plain';
}

export const isDeadLetter = (fate: Fate): boolean => fate === 'poison' || fate === 'killer';

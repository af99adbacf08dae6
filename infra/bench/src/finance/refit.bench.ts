import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { BenchChild } from '../servers/bench-child.js';
import { CHANNELS } from './journeys.js';
import type { RefitSample } from './refit.child.js';

const PATHS = 1_000_000;
const ROUNDS = 3;
const GOAL_SECONDS = 10;
const GOAL_MIB = 500;
const HIGHER_ORDER = 4;
const MIB = 2 ** 20;
/** The plain way solves with differences; nobody needs more of it. */
const TOLERANCE = 1e-9;

/** Refitting Markov and Shapley over a million paths, both in one pass; baseline: counting under text, solving per channel. */
export async function refitBench(run: BenchRun): Promise<BenchRow[]> {
  const paths = run.count(PATHS);
  const [ours, plain]: [RefitSample[], RefitSample[]] = [[], []];
  for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
    ours.push(await refit(paths, 1));
    plain.push(await refit(paths, 0));
    agree(ours.at(-1)!, plain.at(-1)!);
  }
  const higher = await refit(paths, HIGHER_ORDER);
  const [mine, theirs] = [median(ours), median(plain)];
  const is = 'transitions counted under text, dense elimination per channel';
  const details = (sample: RefitSample) => ({
    paths,
    touches: sample.touches,
    channels: CHANNELS.length,
    makingSeconds: rounded(sample.makingSeconds),
    fitSeconds: rounded(sample.fitSeconds),
  });
  return [
    row(
      'refitting Markov and Shapley',
      { value: mine.seconds, unit: 's' },
      { value: theirs.seconds, is },
      details(mine),
      [{ of: 'value', atMost: GOAL_SECONDS }],
    ),
    row(
      'memory of refitting, highest',
      { value: mine.resident / MIB, unit: 'MiB' },
      { value: theirs.resident / MIB, is },
      { paths },
      [{ of: 'value', atMost: GOAL_MIB }],
    ),
    row(
      `refitting Markov of order ${HIGHER_ORDER} and Shapley`,
      { value: higher.seconds, unit: 's' },
      null,
      { ...details(higher), residentMiB: rounded(higher.resident / MIB) },
      [{ of: 'value', atMost: GOAL_SECONDS }],
    ),
  ];
}

async function refit(paths: number, order: number): Promise<RefitSample> {
  const child = BenchChild.start(new URL('./refit.child.js', import.meta.url), {
    COUNT: String(paths),
    ORDER: String(order),
  });
  try {
    return await child.message<RefitSample>();
  } finally {
    await child.stop();
  }
}

/** Throws when the two found different figures: they would not have done the same work. */
function agree(ours: RefitSample, plain: RefitSample): void {
  for (const channel of CHANNELS) {
    const effect = Math.abs(ours.effects[channel]! - plain.effects[channel]!);
    const value = Math.abs(ours.shapley[channel]! / plain.shapley[channel]! - 1);
    if (!(effect < TOLERANCE && value < TOLERANCE)) throw new Error(`The two refits disagree on ${channel}`);
  }
}

const median = (samples: readonly RefitSample[]): RefitSample =>
  [...samples].sort((a, b) => a.seconds - b.seconds)[Math.floor(samples.length / 2)]!;

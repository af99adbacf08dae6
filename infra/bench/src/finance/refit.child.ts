// Refits in a process of its own, whose memory is nobody else's. Sends one RefitSample and ends.
import { MarkovCounter, PathAttribution } from '@vividwalls/attribution';
import { journeys, type Journey } from './journeys.js';
import { PlainRefit } from './plain-refit.js';

export interface RefitSample {
  readonly seconds: number;
  /** Of these, seconds in which the journeys were made up. */
  readonly makingSeconds: number;
  readonly fitSeconds: number;
  readonly touches: number;
  /** Highest resident memory of the process, bytes. */
  readonly resident: number;
  readonly effects: Readonly<Record<string, number>>;
  readonly shapley: Readonly<Record<string, number>>;
}

interface Refit {
  add(journey: Journey): void;
  result(): Pick<RefitSample, 'effects' | 'shapley'>;
}

function ours(order: number): Refit {
  const counter = new MarkovCounter(order);
  const shapley = new PathAttribution('shapley');
  return {
    add: ({ path, conversions, value, nulls }) => {
      counter.add(path, conversions, value, nulls);
      shapley.add(path, conversions, value, nulls);
    },
    result: () => ({
      effects: Object.fromEntries(counter.fit().effects),
      shapley: Object.fromEntries(shapley.result().channels.map(({ channel, value }) => [channel, value])),
    }),
  };
}

const [count, order] = [Number(process.env['COUNT']), Number(process.env['ORDER'])];
const refit = order === 0 ? new PlainRefit() : ours(order);

const started = performance.now();
for (const journey of journeys(count)) refit.add(journey);
const counted = performance.now();
const found = refit.result();
const ended = performance.now();
const resident = process.resourceUsage().maxRSS * 1_024;

// Once more without a refit: this much of the time went into making them up.
let touches = 0;
for (const { path } of journeys(count)) touches += path.length;
const making = performance.now() - ended;

const seconds = (ms: number) => ms / 1_000;
const sample: RefitSample = {
  seconds: seconds(ended - started),
  makingSeconds: seconds(making),
  touches,
  fitSeconds: seconds(ended - counted),
  resident,
  ...found,
};
process.send!(sample);
process.disconnect();

import { BadInput, defineComputation } from '../engine/playbook.js';
import { maybeNumber, objects, text } from '../engine/reading.js';

interface Variant {
  readonly name: string;
  readonly trials: number;
  readonly successes: number;
}

/** Below so many successes and failures each, the normal approximation says nothing. */
const FEWEST = 10;

/** Best two variants by a pooled two-proportion z-test, two-sided, Bonferroni-corrected for the pairs there are. */
export const evaluateExperiment = defineComputation({
  name: 'experiment.evaluate',
  read: (input) => ({
    variants: objects(input, 'variants').map((variant): Variant => ({
      name: text(variant, 'name'),
      trials: maybeNumber(variant, 'trials') ?? 0,
      successes: maybeNumber(variant, 'successes') ?? 0,
    })),
    confidence: maybeNumber(input, 'confidence') ?? 0.95,
  }),
  compute: ({ input: { variants, confidence } }) => {
    if (variants.length < 2) throw new BadInput('variants: two or more are compared');
    const wrong = variants.find(({ trials, successes }) => successes > trials || successes < 0);
    if (wrong) throw new BadInput(`variants: ${wrong.name} has more successes than trials`);
    if (variants.some(({ trials, successes }) => successes < FEWEST || trials - successes < FEWEST)) {
      return { verdict: 'too_early', winner: null, pValue: null };
    }
    const [best, second] = [...variants].sort((a, b) => b.successes / b.trials - a.successes / a.trials);
    const pairs = (variants.length * (variants.length - 1)) / 2;
    const pValue = Math.min(1, twoSided(best!, second!) * pairs);
    const isClear = pValue < 1 - confidence;
    return {
      verdict: isClear ? 'winner' : 'no_difference',
      winner: isClear ? best!.name : null,
      pValue: Math.round(pValue * 1e6) / 1e6,
    };
  },
});

function twoSided(a: Variant, b: Variant): number {
  const pooled = (a.successes + b.successes) / (a.trials + b.trials);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.trials + 1 / b.trials));
  const z = Math.abs(a.successes / a.trials - b.successes / b.trials) / error;
  return 2 * upperTail(z);
}

/** Upper tail of the normal distribution: Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}

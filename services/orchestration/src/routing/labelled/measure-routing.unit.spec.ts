import fc from 'fast-check';
import { agent, persona, rule, stateOf } from '../testing/sample-roster.js';
import type { Expected, LabelledTask } from './labelled-task.js';
import { measureRouting, measureRoutingInTurns } from './measure-routing.js';
import { wilsonInterval } from '../../measured/wilson-interval.js';

const state = stateOf(
  [agent('a', { x: 0.9 }, [persona('p')]), agent('b', { x: 0.9 }, [persona('q')])],
  [rule('p', ['a', 'p'], 'mentions(text, ["p"])'), rule('q', ['b', 'q'], 'mentions(text, ["q"])')],
);
const label = (id: string, text: string | undefined, expected: Expected, split: LabelledTask['split'] = 'train') => ({
  ...{ id, split, expected, capability: 'x' },
  context: text === undefined ? {} : { text },
});
const P = { agentId: 'a', personaId: 'p' };

describe('measuring', () => {
  it('counts agent and persona, questions and people each as what they are', () => {
    const accuracy = measureRouting(
      [
        label('right', 'p', P),
        label('any persona', 'p', { agentId: 'a', personaId: null }),
        label('wrong', 'q', P, 'holdout'),
        label('asked', undefined, 'clarify', 'holdout'),
        label('asked and should not', undefined, P),
        label('a person', undefined, 'person'),
      ],
      () => state,
    );
    expect(accuracy).toMatchObject({
      ...{
        all: { samples: 6, right: 3, share: 0.5 },
        train: { samples: 4, right: 2 },
        holdout: { samples: 2, right: 1 },
      },
      decided: { samples: 3, right: 2 },
    });
    expect(accuracy.confusions.map(({ id, expected, decided }) => [id, expected, decided])).toEqual([
      ['wrong', 'a/p', 'b/q'],
      ['asked and should not', 'a/p', 'clarify'],
      ['a person', 'person', 'clarify'],
    ]);
  });

  it('comes to the same in turns, and other work gets its turn meanwhile', async () => {
    const tasks = Array.from({ length: 21 }, (_, n) => label(String(n), n % 2 === 0 ? 'p' : 'q', P));
    let turns = 0;
    let isOver = false;
    const others = (): void => {
      turns += 1;
      if (!isOver) setImmediate(others);
    };
    setImmediate(others);
    const inTurns = await measureRoutingInTurns(tasks, () => state);
    isOver = true;
    expect(inTurns).toEqual(measureRouting(tasks, () => state));
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  it('says apart, by author, what came of them', () => {
    const of = [
      { ...label('right', 'p', P), author: 'independent' as const },
      { ...label('other agent', 'q', P), author: 'independent' as const },
      { ...label('asked', undefined, P), author: 'independent' as const },
      { ...label('vague', undefined, 'clarify'), author: 'independent' as const },
      label('corrected', 'p', P, 'holdout'),
    ];
    const [corrected, independent] = measureRouting(of, () => state).groups;
    expect(corrected).toMatchObject({ author: 'correction', split: 'holdout', samples: 1, right: 1, wrong: 0 });
    expect(independent).toMatchObject({
      ...{ author: 'independent', split: 'train', samples: 4, right: 2, asked: 1, person: 0, wrong: 1, wrongAgent: 1 },
      ...{ decided: { samples: 2, right: 1 }, coverage: { samples: 3, right: 2 } },
    });
  });

  it('has no share without samples', () => {
    expect(measureRouting([], () => state).all).toEqual({ samples: 0, right: 0, share: null, interval: null });
  });
});

describe('the interval', () => {
  // Newcombe 1998, table I: 81 of 263, and 0 of 20.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [0, 20, 0, 0.1611],
  ])('of %d in %d is as published', (right, samples, low, high) => {
    expect(wilsonInterval(right, samples)!.low).toBeCloseTo(low, 4);
    expect(wilsonInterval(right, samples)!.high).toBeCloseTo(high, 4);
  });

  it('holds the share, stays within 0 and 1, and is narrower for more samples', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (right, wrong) => {
        const samples = right + wrong;
        if (samples === 0) return expect(wilsonInterval(0, 0)).toBeUndefined();
        const [few, many] = [wilsonInterval(right, samples)!, wilsonInterval(10 * right, 10 * samples)!];
        expect(few.low).toBeGreaterThanOrEqual(0);
        expect(few.high).toBeLessThanOrEqual(1);
        expect(few.low).toBeLessThanOrEqual(right / samples);
        expect(few.high).toBeGreaterThanOrEqual(right / samples);
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
        return undefined;
      }),
    );
  });
});

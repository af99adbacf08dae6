import type { Json } from '../../json.js';
import type { Grader } from './exercise.js';
import { grade, type ModelGrader } from './grade.js';

const unasked: ModelGrader = () => Promise.reject(new Error('this exercise needs no model'));
const graded = async (grader: Grader, answer: Json | undefined, model = unasked) =>
  (await grade({ id: 'e', prompt: 'p', grader }, answer, model)).passed;

describe('grading', () => {
  const exact = (answer: Json): Grader => ({ kind: 'exact', answer });
  it.each([
    ['the same text', exact('Within 24 hours'), ' within  24 HOURS ', true],
    ['another text', exact('24'), '25', false],
    ['the same object in another order', exact({ a: 1, b: ['x'] }), { b: ['X'], a: 1 }, true],
    ['a list in another order', exact([1, 2]), [2, 1], false],
    ['a number as a text', exact(24), '24', false],
    ['nothing', exact('24'), undefined, false],
    ['null where nothing is expected', exact(null), null, true],
  ] as readonly [string, Grader, Json | undefined, boolean][])('exactly: %s', async (_what, grader, answer, passed) => {
    expect(await graded(grader, answer)).toBe(passed);
  });

  const rule = (when: string): Grader => ({ kind: 'rule', when });
  it.each([
    ['holds', rule('answer.price >= 153'), { price: 160 }, true],
    ['does not hold', rule('answer.price >= 153'), { price: 100 }, false],
    ['needs what is not in the answer', rule('answer.price >= 153'), { cost: 160 }, false],
    ['is about words', rule('mentions(answer, ["owner*"])'), 'The owner must approve.', true],
    ['is none', rule('answer ==='), 'x', null],
  ] as readonly [string, Grader, Json, boolean | null][])(
    'by a rule that %s',
    async (_what, grader, answer, passed) => {
      expect(await graded(grader, answer)).toBe(passed);
    },
  );

  it.each([true, false, null])('by a model that says %s', async (passed) => {
    const model: ModelGrader = (_exercise, rubric, answer) =>
      Promise.resolve({ passed, reason: `${rubric}: ${String(answer)}` });
    const done = await grade({ id: 'e', prompt: 'p', grader: { kind: 'model', rubric: 'polite' } }, 'Hello', model);
    expect(done).toEqual({ exerciseId: 'e', answer: 'Hello', passed, reason: 'polite: Hello' });
  });
});

import fc from 'fast-check';
import {
  mayAct,
  NO_PROGRESS,
  progressed,
  stateOf,
  STUCK_AFTER_MS,
  type LetterAct,
  type LetterChange,
  type LetterOutcome,
} from './letter-progress.js';

const act = (kind: LetterAct['kind'], atMs: number, eventId = `${kind} ${atMs}`): LetterChange => ({
  kind: 'act',
  act: { kind, eventId, atMs, by: 'user:ann', reason: 'why', edited: false, jobId: null },
});
const outcome = (name: LetterOutcome, atMs: number, nextLetterId: string | null = null): LetterChange => ({
  ...{ kind: 'outcome', outcome: name, atMs, nextLetterId },
});
const after = (...changes: LetterChange[]) => changes.reduce(progressed, NO_PROGRESS);

describe('the state of a letter', () => {
  it.each([
    ['open', []],
    ['redriving', [act('redriven', 1)]],
    ['discarded', [act('discarded', 1)]],
    ['handled', [act('redriven', 1), outcome('handled', 2)]],
    ['failed again', [act('redriven', 1), outcome('failed again', 2, 'next')]],
    ['discarded', [act('redriven', 1), act('discarded', 2)]],
    ['redriving', [act('redriven', 1), act('redriven', 2)]],
    ['handled', [act('redriven', 1), act('discarded', 2), outcome('handled', 3)]],
    ['handled', [outcome('handled', 2)]],
    ['handled', [act('redriven', 1), outcome('failed again', 2, 'next'), outcome('handled', 3)]],
  ])('is %s after %j', (state, changes) => expect(stateOf(after(...changes))).toBe(state));

  it('names the letter of the second failure, also when the event was handled after all', () => {
    expect(after(outcome('handled', 3), outcome('failed again', 2, 'next'))).toMatchObject({
      outcome: 'handled',
      settledAtMs: 3,
      nextLetterId: 'next',
    });
  });

  it('is the same after any order and number of the same changes', () => {
    const change = fc.oneof(
      fc
        .record({ kind: fc.constantFrom('redriven', 'discarded'), atMs: fc.nat(5), id: fc.constantFrom('a', 'b', 'c') })
        .map(({ kind, atMs, id }) => act(kind as LetterAct['kind'], atMs, `${id} ${kind} ${atMs}`)),
      fc
        .record({
          name: fc.constantFrom('failed again', 'handled'),
          atMs: fc.nat(5),
          next: fc.constantFrom(null, 'm', 'n'),
        })
        .map(({ name, atMs, next }) => outcome(name as LetterOutcome, atMs, next)),
    );
    const shuffledTwice = fc.array(change, { maxLength: 8 }).chain((changes) =>
      fc.record({
        changes: fc.constant(changes),
        again: fc.shuffledSubarray([...changes, ...changes], { minLength: changes.length * 2 }),
      }),
    );
    fc.assert(fc.property(shuffledTwice, ({ changes, again }) => expect(after(...again)).toEqual(after(...changes))));
  });
});

describe('an operator', () => {
  it.each([
    ['may act on an open letter', [], true],
    ['waits for what becomes of a redrive', [act('redriven', 1)], false],
    ['leaves a discarded letter', [act('discarded', 1)], false],
    ['leaves a handled letter', [outcome('handled', 1)], false],
    ['goes on with the new letter of one that failed again', [outcome('failed again', 1, 'next')], false],
  ])('%s', (_what, changes, may) => expect(mayAct(after(...changes), 2)).toBe(may));

  it('may act again once a redrive has led to nothing for long', () => {
    const stuck = after(act('redriven', 1_000));
    expect(mayAct(stuck, 999 + STUCK_AFTER_MS)).toBe(false);
    expect(mayAct(stuck, 1_000 + STUCK_AFTER_MS)).toBe(true);
  });
});

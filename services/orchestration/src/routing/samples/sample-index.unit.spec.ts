import fc from 'fast-check';
import { likelihoods } from './likelihoods.js';
import { foldOf, FOLDS, outOfFold } from './out-of-fold.js';
import { keyOf, type Belongs, type PersonaWords, type Sample } from './sample.js';
import { SampleIndex } from './sample-index.js';

const HOTEL = { agentId: 'b2b', personaId: 'hotel' };
const CLINIC = { agentId: 'b2b', personaId: 'clinic' };
const PARCEL = { agentId: 'support', personaId: 'parcel' };
const WHO = [HOTEL, CLINIC, PARCEL] as const;
const vocabulary: PersonaWords[] = [
  { ...HOTEL, plain: 'a hotel', capability: null, words: ['hotel', 'lobby', 'guest rooms'] },
  { ...CLINIC, plain: 'a clinic', capability: null, words: ['clinic', 'patients', 'waiting room'] },
  { ...PARCEL, plain: 'a parcel', capability: null, words: ['parcel', 'tracking', 'torn'] },
  { agentId: null, personaId: null, plain: 'a person', capability: null, words: ['lawyer', 'sue'] },
];
const sample = (id: string, text: string, belongs: Belongs, fields: Partial<Sample> = {}): Sample => ({
  ...{ id, text, belongs, isCorrection: false, isByWords: false },
  ...fields,
});
const anybody = () => true;
const first = (index: SampleIndex, text: string) => index.hints(text, anybody)[0];

const WORDS = ['hotel', 'lobby', 'clinic', 'patients', 'parcel', 'torn', 'wall', 'blue', 'quote', 'calm'];
const someText = fc
  .uniqueArray(fc.constantFrom(...WORDS), { minLength: 3, maxLength: 6 })
  .map((words) => words.join(' '));
const someSamples = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    text: someText,
    belongs: fc.constantFrom(...WHO),
    isCorrection: fc.boolean(),
    isByWords: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 15 },
);

describe('an index of samples', () => {
  it('finds whose words a text has, samples or not', () => {
    const index = new SampleIndex([sample('1', 'Twenty suites need calm pictures', HOTEL)], vocabulary);
    expect(first(index, 'prints for guest rooms and the lobby')!.belongs).toEqual(HOTEL);
    expect(first(index, 'the suites upstairs')!.belongs).toEqual(HOTEL);
    expect(first(index, 'my lawyer will hear of it')!.belongs).toBe('person');
    expect(index.hints('zeppelin', anybody)).toEqual([]);
  });

  it('asks only about those that are concerned', () => {
    const index = new SampleIndex([], vocabulary);
    const hints = index.hints(
      'a torn parcel at the hotel lobby',
      (belongs) => belongs !== 'person' && keyOf(belongs) !== 'b2b/hotel',
    );
    expect(hints.map(({ belongs }) => belongs)).toEqual([PARCEL]);
  });

  it('names the samples that have most in common', () => {
    const index = new SampleIndex(
      [
        sample('1', 'lobby of a hotel', HOTEL),
        sample('2', 'blue walls', HOTEL),
        sample('3', 'guest rooms of a hotel, blue', HOTEL),
      ],
      vocabulary,
    );
    expect(index.likest('hotel lobby', HOTEL).map(({ id }) => id)).toEqual(['1', '3']);
    expect(index.likest('hotel lobby', 'clarify')).toEqual([]);
  });

  it('is the same whatever the order of samples and vocabulary', () => {
    fc.assert(
      fc.property(someSamples, someText, fc.nat(), (samples, text, by) => {
        const turned = <T>(items: readonly T[]) =>
          [...items.slice(by % (items.length || 1)), ...items.slice(0, by % (items.length || 1))].reverse();
        const index = new SampleIndex(samples, vocabulary);
        const other = new SampleIndex(turned(samples), turned(vocabulary));
        expect(other.hints(text, anybody)).toEqual(index.hints(text, anybody));
        expect(other.likest(text, HOTEL)).toEqual(index.likest(text, HOTEL));
      }),
    );
  });

  it('gives at most 1 in sum, likeliest first', () => {
    fc.assert(
      fc.property(someSamples, someText, (samples, text) => {
        const likely = new SampleIndex(samples, vocabulary).hints(text, anybody).map(({ likelihood }) => likelihood);
        expect(likely.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1 + 1e-9);
        expect(likely).toEqual(likely.toSorted((a, b) => b - a));
      }),
    );
  });

  it('sends the text of a correction to where it was corrected to, whatever else it knows', () => {
    fc.assert(
      fc.property(someSamples, someText, fc.constantFrom(...WHO), (samples, text, belongs) => {
        // Its id is greater than any other: the last word.
        const correction = sample('~', `${text}!`, belongs, { isCorrection: true, isByWords: true });
        const hints = new SampleIndex([...samples, correction], vocabulary).hints(text.toUpperCase(), anybody);
        expect(hints).toEqual([{ belongs, likelihood: expect.any(Number), isSame: true }]);
        expect(hints[0]!.likelihood).toBeGreaterThan(0.95);
      }),
    );
  });

  it('takes no notice of corrections of texts that are too short to be a piece of work', () => {
    const index = new SampleIndex([sample('1', 'Yes, please', HOTEL, { isCorrection: true, isByWords: true })], []);
    expect(first(index, 'yes please')?.isSame).not.toBe(true);
  });

  it('counts a correction before what was delivered', () => {
    const text = 'three pictures for us';
    const delivered = sample('z', text, HOTEL, { isByWords: true });
    const corrected = sample('a', text, CLINIC, { isByWords: true, isCorrection: true });
    expect(first(new SampleIndex([delivered], []), text)).toMatchObject({ belongs: HOTEL, isSame: true });
    expect(first(new SampleIndex([corrected, delivered], []), text)).toMatchObject({ belongs: CLINIC, isSame: true });
  });
});

describe('likelihoods', () => {
  const some = fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 1, maxLength: 20 });

  it('leave something to nobody, and all when nothing is in common', () => {
    expect(likelihoods([0, 0], { spread: 1, nobody: 20 })[0]).toBeLessThan(1e-6);
    fc.assert(
      fc.property(some, (scores) =>
        expect(likelihoods(scores).reduce((sum, one) => sum + one, 0)).toBeLessThan(1 + 1e-9),
      ),
    );
  });

  it('grow with the lead', () => {
    fc.assert(
      fc.property(some, fc.double({ min: 0.1, max: 10, noNaN: true }), ([score, ...others], more) => {
        expect(likelihoods([score! + more, ...others])[0]).toBeGreaterThanOrEqual(likelihoods([score!, ...others])[0]!);
      }),
    );
  });
});

/** Letters alone: numbers are all alike. */
const wordOf = (n: number): string => `only${String.fromCodePoint(97 + (n % 26))}${n < 26 ? 'x' : 'y'}`;

describe('out of fold', () => {
  it('judges no sample by itself', () => {
    const texts = Array.from({ length: 40 }, (_, n) => sample(`s-${n}`, wordOf(n), HOTEL));
    const indexFor = outOfFold(texts, vocabulary);
    for (const { id, text } of texts) expect(indexFor(id).hints(text, anybody)).toEqual([]);
    expect(indexFor('s-1').hints(wordOf(0), anybody).length).toBe(foldOf('s-0') === foldOf('s-1') ? 0 : 1);
  });

  it('divides evenly enough', () => {
    const sizes = new Map<number, number>();
    for (let n = 0; n < 1_000; n += 1) sizes.set(foldOf(`label-${n}`), (sizes.get(foldOf(`label-${n}`)) ?? 0) + 1);
    expect(sizes.size).toBe(FOLDS);
    for (const size of sizes.values()) expect(size).toBeGreaterThan(50);
  });
});

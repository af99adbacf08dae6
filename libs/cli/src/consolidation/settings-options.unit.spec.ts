import { changedSettings, figure } from './settings-options.js';

describe('a figure', () => {
  it.each([
    ['matchShare=0.9', { matchShare: 0.9 }],
    ['p95Ms=4000', { p95Ms: 4_000 }],
    ['minSamples=auto', { minSamples: null }],
    ['revenueLoss=-1', { revenueLoss: -1 }],
  ])('%s', (text, expected) => expect(figure(text)).toEqual(expected));

  it('is added to those before, and takes the place of one of its name', () => {
    expect(figure('b=3', figure('b=2', figure('a=1')))).toEqual({ a: 1, b: 3 });
  });

  it.each(['', 'matchShare', 'matchShare=', '=0.9', 'matchShare=much', 'match share=1', 'a=1,b=2', 'a=0x10', 'a= 1'])(
    '“%s” is none',
    (text) => expect(() => figure(text)).toThrow('Expected a name and a number'),
  );
});

it.each([
  [{}, undefined],
  [{ automatic: 'off' as const }, { isAutomatic: false }],
  [{ advanceUpTo: 'none' }, { advanceUpTo: null }],
  [
    { advanceUpTo: 'active', automatic: 'on' as const },
    { advanceUpTo: 'active', isAutomatic: true },
  ],
  [
    { gate: { a: 1 }, threshold: { b: 2 } },
    { gates: { a: 1 }, thresholds: { b: 2 } },
  ],
])('%j asks for %j', (options, body) => expect(changedSettings(options)).toEqual(body));

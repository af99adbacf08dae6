import { completeTerms, termsOf } from './given-terms.js';
import type { TermsBody, TierBody } from './terms-requests.js';
import { faultsOfTerms } from './terms-faults.js';

const AGENT = { kind: 'agent', id: 'sales-director' } as const;
const PARTNER = { kind: 'partner', id: 'ada' } as const;
const steps = (...given: TierBody[]) => given;

const faultsOf = (body: TermsBody, beneficiary: typeof AGENT | typeof PARTNER = AGENT) =>
  faultsOfTerms(completeTerms(body, beneficiary), beneficiary);

describe('terms of a plan', () => {
  it('are 10 %, all to the beneficiary, without cap and floor, released after 30 days, when nothing is asked for', () => {
    expect(faultsOf({})).toEqual([]);
    expect(termsOf(completeTerms({}, AGENT))).toEqual({
      tierMode: 'marginal',
      tiers: [{ fromMinor: 0n, ratePpm: 100_000n }],
      payees: [{ ...AGENT, sharePpm: 1_000_000n }],
      capMinor: null,
      floorMinor: 0n,
      holdDays: 30,
      campaigns: [],
      agents: [],
    });
  });

  it('keep in a new version what is not asked for, and lose what is null', () => {
    const before = termsOf(
      completeTerms(
        {
          tiers: {
            mode: 'whole',
            steps: steps({ fromMinor: '0', toMinor: '500', ratePpm: 1 }, { fromMinor: '500', ratePpm: 2 }),
          },
          capMinor: '900',
          floorMinor: '100',
          split: [
            { ...AGENT, sharePpm: 400_000 },
            { ...PARTNER, sharePpm: 600_000 },
          ],
          holdDays: 7,
        },
        AGENT,
      ),
    );
    const same = completeTerms({}, AGENT, before);
    expect(faultsOfTerms(same, AGENT)).toEqual([]);
    expect(termsOf(same)).toEqual(before);
    expect(
      termsOf(completeTerms({ capMinor: null, floorMinor: null, split: null, ratePpm: 5 }, AGENT, before)),
    ).toEqual({
      ...before,
      tierMode: 'marginal',
      tiers: [{ fromMinor: 0n, ratePpm: 5n }],
      payees: [{ ...AGENT, sharePpm: 1_000_000n }],
      capMinor: null,
      floorMinor: 0n,
    });
  });

  it.each<[string, TermsBody, string]>([
    ['a negative rate', { ratePpm: -1 }, '/ratePpm'],
    ['a rate over 100 %', { ratePpm: 1_000_001 }, '/ratePpm'],
    [
      'a rate beside tiers',
      { ratePpm: 1, tiers: { mode: 'whole', steps: steps({ fromMinor: '0', ratePpm: 1 }) } },
      '/ratePpm',
    ],
    ['no tier', { tiers: { mode: 'whole', steps: [] } }, '/tiers/steps'],
    [
      'overlapping tiers',
      {
        tiers: {
          mode: 'marginal',
          steps: steps({ fromMinor: '0', toMinor: '500', ratePpm: 1 }, { fromMinor: '499', ratePpm: 2 }),
        },
      },
      '/tiers/steps/1/fromMinor',
    ],
    [
      'a gap between tiers',
      {
        tiers: {
          mode: 'marginal',
          steps: steps({ fromMinor: '0', toMinor: '500', ratePpm: 1 }, { fromMinor: '501', ratePpm: 2 }),
        },
      },
      '/tiers/steps/1/fromMinor',
    ],
    [
      'a first tier that leaves revenue without a rate',
      { tiers: { mode: 'marginal', steps: steps({ fromMinor: '1', ratePpm: 1 }) } },
      '/tiers/steps/0/fromMinor',
    ],
    [
      'a last tier with an end',
      { tiers: { mode: 'marginal', steps: steps({ fromMinor: '0', toMinor: '500', ratePpm: 1 }) } },
      '/tiers/steps/0/toMinor',
    ],
    [
      'a tier without an end before another',
      { tiers: { mode: 'marginal', steps: steps({ fromMinor: '0', ratePpm: 1 }, { fromMinor: '5', ratePpm: 2 }) } },
      '/tiers/steps/0/toMinor',
    ],
    [
      'a tier that ends before it begins',
      {
        tiers: {
          mode: 'marginal',
          steps: steps({ fromMinor: '0', toMinor: '-5', ratePpm: 1 }, { fromMinor: '-5', ratePpm: 2 }),
        },
      },
      '/tiers/steps/0/toMinor',
    ],
    [
      'a negative rate of a tier',
      { tiers: { mode: 'marginal', steps: steps({ fromMinor: '0', ratePpm: -1 }) } },
      '/tiers/steps/0/ratePpm',
    ],
    [
      'rates on the whole that go down',
      {
        tiers: {
          mode: 'whole',
          steps: steps({ fromMinor: '0', toMinor: '500', ratePpm: 2 }, { fromMinor: '500', ratePpm: 1 }),
        },
      },
      '/tiers/steps/1/ratePpm',
    ],
    ['shares that do not sum to 100 %', { split: [{ ...AGENT, sharePpm: 999_999 }] }, '/split'],
    ['no share', { split: [] }, '/split'],
    [
      'a share of nothing',
      {
        split: [
          { ...AGENT, sharePpm: 1_000_000 },
          { ...PARTNER, sharePpm: 0 },
        ],
      },
      '/split/1/sharePpm',
    ],
    [
      'a payee twice',
      {
        split: [
          { ...AGENT, sharePpm: 500_000 },
          { ...AGENT, sharePpm: 500_000 },
        ],
      },
      '/split/1',
    ],
    ['a negative cap', { capMinor: '-1' }, '/capMinor'],
    ['a negative floor', { floorMinor: '-1' }, '/floorMinor'],
    ['a floor above the cap', { capMinor: '99', floorMinor: '100' }, '/floorMinor'],
    ['a negative hold', { holdDays: -1 }, '/holdDays'],
    ['a hold of years', { holdDays: 367 }, '/holdDays'],
    ['campaigns of an agent', { match: { campaigns: ['spring'] } }, '/match'],
  ])('with %s are refused', (_name, body, pointer) => {
    expect(faultsOf(body).map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('of a partner name whose credits count', () => {
    expect(faultsOf({}, PARTNER)).toMatchObject([{ pointer: '/match' }]);
    expect(faultsOf({ match: { campaigns: [] } }, PARTNER)).toMatchObject([{ pointer: '/match' }]);
    expect(faultsOf({ match: { agents: ['instagram-agent'] } }, PARTNER)).toEqual([]);
  });

  it('allow marginal rates that go down, and tell all faults at once', () => {
    const falling = steps({ fromMinor: '0', toMinor: '500', ratePpm: 2 }, { fromMinor: '500', ratePpm: 1 });
    expect(faultsOf({ tiers: { mode: 'marginal', steps: falling } })).toEqual([]);
    expect(faultsOf({ ratePpm: -1, capMinor: '-1', holdDays: -1 }).map(({ pointer }) => pointer)).toEqual([
      ...['/ratePpm', '/capMinor', '/holdDays'],
    ]);
  });
});

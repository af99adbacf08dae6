import { markKey, type TouchSource } from '../sources/touch-source.js';
import { channelOfUtm } from './channel-of-utm.js';
import { marksOfLink } from './marks-of-link.js';
import { marksOf, touchesOfVisit, type Visit } from './visit-touches.js';

const visit = (fields: Partial<Visit> = {}): Visit => ({
  ...{ token: 'T', utm: {}, discountCodes: [], keys: ['checkout:T'], occurredAt: '2026-11-10T11:00:00.000Z' },
  ...{ test: false, shop: 'shop.example', ...fields },
});
const sources = (...all: TouchSource[]) => new Map(all.map((source) => [markKey(source), source]));
const NONE = sources();

describe('a visit', () => {
  it('without any mark is no touch', () => {
    expect(touchesOfVisit(visit({ landingSite: '/products/mosaic?variant=1' }), NONE)).toEqual([]);
  });

  it('of a campaign that nobody claims is a touch of nobody, its channel told by the visit', () => {
    const [touch] = touchesOfVisit(visit({ utm: { source: 'IG', medium: 'social', campaign: 'Fall' } }), NONE);
    expect(touch).toMatchObject({ source: 'utm', channel: 'instagram', campaign: 'Fall', kind: 'direct' });
    expect(touch).not.toHaveProperty('agentId');
  });

  it('finds who stands behind it by campaign before source, and by code without regard to case', () => {
    const known = sources(
      { match: 'utm_source', value: 'ig', agentId: 'instagram-agent' },
      { match: 'utm_campaign', value: 'fall', agentId: 'campaign-management-agent', kind: 'influenced' },
      { match: 'discount_code', value: 'west10', agentId: 'partnership-development-agent', channel: 'partner' },
    );
    const both = visit({ utm: { source: 'ig', campaign: 'FALL' }, discountCodes: ['West10 '] });
    expect(touchesOfVisit(both, known)).toMatchObject([
      { agentId: 'campaign-management-agent', channel: 'instagram', campaign: 'FALL', kind: 'influenced' },
      { agentId: 'partnership-development-agent', channel: 'partner', campaign: 'west10', kind: 'assisted' },
    ]);
    expect(touchesOfVisit(visit({ utm: { source: 'ig', campaign: 'winter' } }), known)).toMatchObject([
      { agentId: 'instagram-agent', campaign: 'winter' },
    ]);
  });

  it('by a link counts only when somebody entered it', () => {
    const known = sources({ match: 'link', value: 'ref=west', agentId: 'partnership-development-agent' });
    expect(touchesOfVisit(visit({ landingSite: '/?ref=West' }), known)).toMatchObject([
      { source: 'link', channel: 'link' },
    ]);
    expect(touchesOfVisit(visit({ landingSite: '/?ref=east' }), known)).toEqual([]);
  });

  it('whose link and code name the same campaign of the same agent is one touch', () => {
    const who = { agentId: 'a', channel: 'partner', campaign: 'west' };
    const known = sources(
      { match: 'link', value: '/west', ...who },
      { match: 'discount_code', value: 'west10', ...who },
    );
    expect(touchesOfVisit(visit({ landingSite: '/west/', discountCodes: ['WEST10'] }), known)).toMatchObject([
      { source: 'link', kind: 'direct' },
    ]);
  });

  it('is the same touch in another telling, and another one under another token', () => {
    const utm = { source: 'ig', campaign: 'fall' };
    const id = (fields: Partial<Visit>) => touchesOfVisit(visit({ utm, ...fields }), NONE)[0]!.id;
    expect(id({ occurredAt: '2026-11-10T12:00:00.000Z', keys: ['customer:7'] })).toBe(id({}));
    expect(id({ token: 'T2' })).not.toBe(id({}));
    expect(id({ shop: 'other.example' })).not.toBe(id({}));
  });

  it('asks for every mark by which a source may be found', () => {
    const asked = marksOf(
      visit({ utm: { source: 'IG', campaign: 'Fall' }, landingSite: '/west?ref=x', discountCodes: ['A', 'a'] }),
    );
    expect(asked.map(markKey)).toEqual([
      'utm_campaign fall',
      'utm_source ig',
      'link /west',
      'link ref=x',
      'discount_code a',
    ]);
  });

  it('with a thousand codes has no thousand touches', () => {
    const discountCodes = Array.from({ length: 1_000 }, (_, i) => `code-${i}`);
    expect(touchesOfVisit(visit({ discountCodes }), NONE)).toHaveLength(10);
  });
});

describe('the channel of a campaign', () => {
  it.each([
    [{ source: 'klaviyo', medium: 'Email' }, 'email'],
    [{ source: 'klaviyo', medium: 'newsletter' }, 'email'],
    [{ source: 'fb', medium: 'cpc' }, 'facebook'],
    [{ source: 'google', medium: 'cpc' }, 'google'],
    [{ medium: 'cpc' }, 'cpc'],
    [{ campaign: 'fall' }, 'utm'],
    [{ source: 'x'.repeat(200) }, 'x'.repeat(64)],
  ])('of %j is %s', (utm, channel) => {
    expect(channelOfUtm(utm)).toBe(channel);
  });
});

describe('the marks of a link', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['/', ['/']],
    ['https://shop.example/Pages/Spring/?ref=A&utm_source=ig#top', ['/pages/spring', 'ref=a']],
    ['/x?a', ['/x']],
  ])('of %s are %j', (landingSite, values) => {
    expect(marksOfLink(landingSite).map(({ value }) => value)).toEqual(values);
  });
});

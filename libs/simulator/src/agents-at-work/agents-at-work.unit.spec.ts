import { bucketOf } from './bucket.js';
import { courseOf, inOrder, STORIES } from './course.js';
import { askedCapabilities } from './inputs.js';
import { playbookTasks } from './playbook-tasks.js';
import { proofTasks, subjectsOf, type ProvingState } from './proof-tasks.js';
import { personaRequests } from './request.js';

const ID = '01a226d4-b561-760f-8e7a-f410e847dc16';
const requests = personaRequests();
const request = (persona: string) => requests.find((one) => one.persona === persona)!;

describe('buckets', () => {
  it('are those of orchestration, whose spec has the same figures', () => {
    expect([bucketOf('m-1', 'customer-1'), bucketOf('m-1', 'customer-2'), bucketOf('m-2', 'customer-1')]).toEqual([
      49, 6, 14,
    ]);
  });
});

describe('what is asked of the agents', () => {
  it('is something of every persona that takes over, in words, each once', () => {
    expect(requests).toHaveLength(102);
    expect(new Set(requests.map(({ persona }) => persona)).size).toBe(102);
    expect(requests.filter(({ texts }) => texts.length === 0 || texts.some((text) => text.length < 10))).toEqual([]);
  });

  it('has an input for every capability', () => {
    const known = new Set(askedCapabilities());
    expect(requests.filter(({ capability }) => !known.has(capability))).toEqual([]);
  });

  it('is the same for the same number, and another for the next', () => {
    const tasks = (from: number, to: number) =>
      proofTasks(request('corporate-sales-agent'), {}, { id: ID, run: 1 }, 'shadow', 'legacy', from, to);
    expect(tasks(0, 8).slice(3)).toEqual(tasks(3, 8));
    expect(new Set(tasks(0, 32).map(({ key }) => key)).size).toBe(32);
    expect(new Set(tasks(0, 32).map(({ input }) => JSON.stringify(input))).size).toBeGreaterThan(10);
  });

  it.each<[string, { differsEvery?: number; differsOnce?: boolean }, number]>([
    ['never', {}, 0],
    ['once', { differsOnce: true }, 1],
    ['every tenth time', { differsEvery: 10 }, 3],
  ])('differs %s', (_what, course, count) => {
    const texts = (of: typeof course) =>
      proofTasks(request('support-ticket-agent'), of, { id: ID, run: 1 }, 'shadow', 'legacy', 0, 32);
    const usual = texts({});
    const differing = texts(course).filter((task, n) => JSON.stringify(task) !== JSON.stringify(usual[n]));
    expect(differing).toHaveLength(count);
  });

  it('differs in shadow alone: a canary compares nothing', () => {
    const of = (differsEvery?: number) =>
      proofTasks(request('support-ticket-agent'), differsEvery ? { differsEvery } : {}, { id: ID, run: 1 }, ...CANARY);
    expect(of(2)).toEqual(of());
  });
});

const CANARY = ['canary_50', 'target', 0, 16] as const;

describe('whom it is about', () => {
  it.each<[ProvingState, number]>([
    ['canary_10', 10],
    ['canary_50', 50],
  ])('in %s are customers of either arm’s buckets', (state, wanted) => {
    const bucketsOf = (arm: 'legacy' | 'target') => subjectsOf(ID, state, arm, 40).map((one) => bucketOf(ID, one));
    expect(Math.max(...bucketsOf('target'))).toBeLessThan(wanted);
    expect(Math.min(...bucketsOf('legacy'))).toBeGreaterThanOrEqual(wanted);
  });

  it.each<[ProvingState]>([['shadow'], ['active']])('in %s is anybody', (state) => {
    expect(subjectsOf(ID, state, 'legacy', 3)).toEqual(['demo-customer-1', 'demo-customer-2', 'demo-customer-3']);
  });

  it('is counted as orchestration counts: computed there, written down here', () => {
    expect(['demo-customer-1', 'demo-customer-2', '6312457814'].map((one) => bucketOf(ID, one))).toEqual(BUCKETS_THERE);
  });
});

const BUCKETS_THERE = [7, 17, 89];

describe('the course of migrations', () => {
  const all = requests.map(({ persona }) => ({ targetAgentId: 'b2b-sales-agent', personaId: persona }));

  it('has one for every persona that has a story', () => {
    expect(STORIES.filter((persona) => !requests.some((one) => one.persona === persona))).toEqual([]);
  });

  it('overrules and rolls back with a reason that its API takes', () => {
    const reasons = all.flatMap(({ targetAgentId, personaId }) => {
      const { overrule, rollBack } = courseOf(targetAgentId, personaId);
      return [overrule, rollBack].filter((reason) => reason !== undefined);
    });
    expect(reasons.length).toBeGreaterThan(4);
    expect(reasons.filter((reason) => reason.length < 3 || reason.length > 500)).toEqual([]);
  });

  it('takes those with a story first, whose agent will stand still last, and no more than wanted', () => {
    const taken = inOrder(all, 13).map(({ personaId }) => personaId);
    expect(taken).toHaveLength(13);
    expect(taken).toEqual(expect.arrayContaining([...STORIES]));
    expect(taken.at(-1)).toBe('product-development-agent');
    expect(inOrder(all, 1_000)).toHaveLength(102);
  });

  it('retires what the papers say is taken over as a whole, and leaves the others active', () => {
    expect(courseOf('technology-director', 'security-agent').goal).toBe('retired');
    expect(courseOf('b2b-sales-agent', 'retail-sales-agent').goal).toBe('active');
  });
});

describe('work of playbooks that no order sets off', () => {
  const tasks = playbookTasks(new Date('2026-11-29T12:00:00Z'));

  it('is one piece of each, under the same key whenever it is asked for', () => {
    expect(tasks.map(({ capability }) => capability)).toEqual([
      ...['refund.request', 'discount.request', 'campaign.propose', 'b2b.outreach'],
    ]);
    expect(playbookTasks(new Date('2027-01-01T12:00:00Z')).map(({ key }) => key)).toEqual(tasks.map(({ key }) => key));
  });

  it('is of today: what was delivered was so three days ago, and the campaign lies ahead', () => {
    expect(tasks[0]!.input).toMatchObject({ deliveredAt: '2026-11-26T09:00:00Z' });
    expect(tasks[2]!.input).toMatchObject({ fromDay: '2026-12-02', toDay: '2026-12-29' });
  });
});

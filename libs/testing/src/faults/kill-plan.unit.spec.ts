import { killingHook, type KillPlan, killPlanFromEnvironment, nthPass } from './kill-plan.js';

/** The passes, from 1, at which the hook kills. */
function kills(plan: KillPlan, passes: readonly string[]): string[] {
  const killed: string[] = [];
  const seen: Record<string, number> = {};
  const hook = killingHook({ ...plan, kill: (name) => killed.push(`${name} ${seen[name]}`) });
  for (const name of passes) {
    seen[name] = (seen[name] ?? 0) + 1;
    hook(name);
  }
  return killed;
}

const times = (count: number, ...names: string[]): string[] => Array.from({ length: count }, () => names).flat();

describe('a killing hook', () => {
  it('kills at one in so many passes of the named failpoints', () => {
    const killed = kills({ seed: 'a', oneIn: { published: 50, marked: 1 } }, times(10_000, 'published', 'other'));
    expect(killed.length).toBeGreaterThan(140);
    expect(killed.length).toBeLessThan(260);
    expect(killed.every((place) => place.startsWith('published '))).toBe(true);
    expect(kills({ seed: 'a', oneIn: { published: 1 } }, times(3, 'published'))).toHaveLength(3);
  });

  it('depends on the seed, and not on what other failpoints are passed in between', () => {
    const plan = { seed: 'a', oneIn: { published: 20, marked: 20 } };
    const alone = kills(plan, times(500, 'published'));
    const between = kills(plan, times(500, 'marked', 'published', 'marked'));
    expect(between.filter((place) => place.startsWith('published'))).toEqual(alone);
    expect(kills({ ...plan, seed: 'b' }, times(500, 'published'))).not.toEqual(alone);
  });

  it('refuses a rate that is none', () => {
    expect(() => killingHook({ seed: 'a', oneIn: { published: 0 } })).toThrow("oneIn['published'] is 0");
  });
});

describe('a plan in the environment', () => {
  const plan = { seed: 'a', oneIn: { published: 20 } };
  const read = (start?: string): KillPlan =>
    killPlanFromEnvironment({ FAULTS_KILL_PLAN: JSON.stringify(plan), FAULTS_START: start }) as KillPlan;

  it('is as it was written, with other draws at each start', () => {
    expect(read().oneIn).toEqual(plan.oneIn);
    const killed = [undefined, '1', '2', '3'].map((start) => kills(read(start), times(500, 'published')).join());
    expect(killed[0]).toBe(killed[1]);
    expect(new Set(killed).size).toBe(3);
  });

  it('need not be there', () => {
    expect(killPlanFromEnvironment({})).toBeUndefined();
  });

  it.each(['{', '[]', 'null', '{"seed":1,"oneIn":{}}', '{"seed":"a"}', '{"seed":"a","oneIn":{"published":"often"}}'])(
    'is refused when it is %s',
    (text) => expect(() => killPlanFromEnvironment({ FAULTS_KILL_PLAN: text })).toThrow(/FAULTS_KILL_PLAN is no/),
  );
});

describe('the n-th pass', () => {
  it('acts once, at that pass of that failpoint', () => {
    const acted: string[] = [];
    const hook = nthPass('published', 2, () => acted.push('now'));
    for (const name of ['published', 'marked', 'marked']) hook(name);
    expect(acted).toEqual([]);
    for (const name of ['published', 'published', 'published']) hook(name);
    expect(acted).toEqual(['now']);
    expect(() => nthPass('published', 0, () => {})).toThrow('pass 0 of published');
  });
});

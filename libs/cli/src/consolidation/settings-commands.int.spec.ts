import type { MigrationComparisonShown, MigrationDetail } from '@vividwalls/contracts';
import { vwAgainstGateway, type Answers } from '../testing/vw-against-gateway.js';

const { gateway, vw, sent } = vwAgainstGateway();

const consolidation = (args: readonly string[], answers?: Answers) => vw(['consolidation', ...args], answers);

const ONE = '/api/orchestration/migrations/m1';

const detail: MigrationDetail = {
  ...{ id: 'm1', targetAgentId: 'b2b-sales-agent', personaId: 'hotels', run: 1, version: 3, isAutomatic: true },
  ...{ legacyAgentIds: ['hospitality-sales-agent'], state: 'shadow', stateSince: 'noon', createdAt: 'morning' },
  ...{ createdBy: 'user:owner', findings: [], moves: [] },
  settings: {
    gates: { matchShare: 0.95, minSamples: null, novelty: 1 },
    thresholds: { p95Ms: 5_000 },
    advanceUpTo: 'canary_10',
  },
  excluded: [{ name: 'escalations', when: 'isEscalation' }],
  arms: { legacy: { samples: 0, errors: 0 }, target: { samples: 0, errors: 0 } },
  shadow: { matches: 118, differences: 2, incomparable: 1 },
};
const SHOWN = { [`GET ${ONE}`]: { json: detail } };

describe('vw consolidation settings', () => {
  const put = `PUT ${ONE}/settings`;

  it('shows gates, thresholds, and what stays with the legacy agent', async () => {
    const { code, out } = await consolidation(['settings', 'm1'], SHOWN);
    expect(code).toBe(0);
    expect(out).toMatch(/moves +back by itself at a threshold, forward by itself until canary 10/);
    expect(out).toContain('matchShare\tshare of proposals that must match\t0.95\n');
    expect(out).toContain('auto: as many as the match needs\tauto\n');
    expect(out).toContain('novelty\t\t1\n');
    expect(out).toContain('p95Ms\t95 of 100 tasks take longer, ms\t5000\n');
    expect(out).toContain('escalations\tisEscalation\n');
    const none = { [`GET ${ONE}`]: { json: { ...detail, excluded: [] } } };
    expect((await consolidation(['settings', 'm1'], none)).out).toContain('No work stays with the legacy agent.');
  });

  it('changes what was said and nothing else, and shows what is so now', async () => {
    const changed = { ...detail, isAutomatic: false };
    const answers = {
      [`GET ${ONE}`]: [{ json: detail }, { json: changed }],
      [put]: { json: { id: 'm1' } },
    };
    const options = ['--automatic', 'off', '--advance-up-to', 'none', '--gate', 'matchShare=0.9'];
    const { code, out } = await consolidation(['settings', 'm1', ...options, '--gate', 'minSamples=auto'], answers);
    expect(code).toBe(0);
    const seen = gateway.seen.find(({ method }) => method === 'PUT')!;
    expect(JSON.parse(seen.body.toString())).toEqual({
      ...{ gates: { matchShare: 0.9, minSamples: null }, advanceUpTo: null, isAutomatic: false },
    });
    expect(seen.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(out).toMatch(/moves +by hand alone/);
  });

  it('gives them as JSON', async () => {
    const { out } = await consolidation(['settings', 'm1', '--json'], SHOWN);
    expect(JSON.parse(out)).toEqual({
      ...{ id: 'm1', ...detail.settings, isAutomatic: true, excluded: detail.excluded },
    });
  });

  it.each([
    [['--gate', 'matchshare=0.9'], 'There is no gate matchshare. There are: matchShare, minSamples, novelty'],
    [['--threshold', 'matchShare=0.9'], 'There is no threshold matchShare. There are: p95Ms'],
    [['--gate', 'matchShare'], 'Expected a name and a number'],
    [['--automatic', 'maybe'], 'Allowed choices are on, off'],
    [['--advance-up-to', 'planned'], 'Allowed choices are shadow'],
  ])('does not send %j', async (options, told) => {
    const { code, err } = await consolidation(['settings', 'm1', ...options], SHOWN);
    expect(code).toBe(2);
    expect(err).toContain(told);
    expect(gateway.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('ends with 4 for agents', async () => {
    const answers = { ...SHOWN, [put]: { status: 403, json: { title: 'Agents decide on no migration' } } };
    expect((await consolidation(['settings', 'm1', '--automatic', 'on'], answers)).code).toBe(4);
  });
});

describe('vw consolidation plan-all', () => {
  it('plans with settings to begin with', async () => {
    const answers = { 'POST /api/orchestration/migrations/plan-all': { json: { planned: 102 } } };
    const { code, out } = await consolidation(['plan-all', '--advance-up-to', 'active'], answers);
    expect(sent()).toEqual({ advanceUpTo: 'active' });
    expect({ code, out }).toEqual({
      code: 0,
      out: '102 migrations are planned. Begin one: vw consolidation advance ID\n',
    });
    await consolidation(['plan-all'], answers);
    expect(sent()).toEqual({});
  });
});

describe('vw consolidation comparisons', () => {
  const path = `GET ${ONE}/comparisons`;
  const comparison: MigrationComparisonShown = {
    ...{ id: 'c1', run: 1, taskId: 't1', proposalTaskId: 't2', capability: 'order.triage', comparator: 'fields' },
    ...{
      verdict: 'difference',
      similarity: 0.5,
      differences: '/verdict: "accept" acted, "review" proposed',
      at: 'noon',
    },
  };

  it('shows what was done and what would have been', async () => {
    const { code, out } = await consolidation(['comparisons', 'm1', '--verdict', 'difference'], {
      ...SHOWN,
      [path]: { json: { items: [comparison] } },
    });
    expect(code).toBe(0);
    expect(gateway.seen[1]!.query).toEqual({ verdict: 'difference', limit: '50' });
    expect(out).toContain(
      'noon\tdifference\torder.triage\tfields\t/verdict: "accept" acted, "review" proposed\tt1\tt2\t50.0 %\t1\n',
    );
    expect(out).toContain('Of this run: 118 match, 2 differ, 1 incomparable.\n');
  });

  it.each([
    ['shadow', [], 'Nothing was compared yet'],
    ['active', [], 'Work is compared while it is in shadow'],
    ['shadow', ['--verdict', 'match'], 'None is a match. All of them: vw consolidation comparisons m1'],
  ])('says what it means that there are none in %s with %j', async (state, options, told) => {
    const answers = { [`GET ${ONE}`]: { json: { ...detail, state } }, [path]: { json: { items: [] } } };
    const { code, out } = await consolidation(['comparisons', 'm1', ...options], answers);
    expect(code).toBe(0);
    expect(out).toContain(told);
  });

  it('goes from page to page', async () => {
    const page = (nextCursor?: string) => ({ json: { items: [comparison], ...(nextCursor && { nextCursor }) } });
    const answers = { ...SHOWN, [path]: [page('c1'), page()] };
    const { out } = await consolidation(['comparisons', 'm1', '--json'], answers);
    expect((JSON.parse(out) as { items: object[] }).items).toHaveLength(2);
    expect(gateway.seen[2]!.query).toMatchObject({ cursor: 'c1' });
  });
});

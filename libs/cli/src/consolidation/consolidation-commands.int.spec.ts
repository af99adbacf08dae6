import type { ConsolidationFigures, MigrationDetail, MigrationShown } from '@vividwalls/contracts';
import type { Terminal } from '../terminal.js';
import { typing } from '../testing/stdin.js';
import { vwAgainstGateway, type Answers } from '../testing/vw-against-gateway.js';

const { gateway, vw, sent, bodies } = vwAgainstGateway();

const consolidation = (args: readonly string[], answers?: Answers, given?: Partial<Terminal>) =>
  vw(['consolidation', ...args], answers, given);

const FIGURES = 'GET /api/orchestration/consolidation';
const LIST = 'GET /api/orchestration/migrations';
const ONE = '/api/orchestration/migrations/m1';
const REASON = ['--reason', 'two complaints since noon'];

const migration: MigrationShown = {
  ...{ id: 'm1', targetAgentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent', run: 1, version: 3 },
  ...{ legacyAgentIds: ['hospitality-sales-agent'], state: 'canary_10', stateSince: '2026-11-29T08:00:00Z' },
  ...{ isAutomatic: true, createdAt: '2026-11-28T08:00:00Z', createdBy: 'user:owner' },
};
const matched = { gate: 'samples', verdict: 'passed', finding: '80 ended tasks of either arm, at least 73' };
const slow = { gate: 'p95', verdict: 'failed', finding: '95th percentile at most 7000 ms, SLA 5000 ms' };
const detail: MigrationDetail = {
  ...migration,
  settings: { gates: {}, thresholds: {}, advanceUpTo: null },
  excluded: [{ name: 'escalations', when: 'isEscalation' }],
  findings: [matched, slow],
  arms: { legacy: { samples: 720, errors: 9 }, target: { samples: 80, errors: 0 } },
  shadow: { matches: 118, differences: 2, incomparable: 1 },
  moves: [
    {
      ...{ version: 3, from: 'shadow', to: 'canary_10', reason: 'a better answer', actor: 'user:owner', at: 'noon' },
      findings: [{ ...slow, verdict: 'overruled' }, matched],
    },
    { version: 1, from: null, to: 'planned', reason: 'the roster', findings: [], actor: 'user:owner', at: 'morning' },
  ],
};
const SHOWN = { [`GET ${ONE}`]: { json: detail } };

const figures: ConsolidationFigures = {
  ...{ legacyAgents: 121, targetAgents: 28, stayingAgents: 14, observedPaths: 17, migrations: 102 },
  ...{ potentialPaths: { before: 14_641, after: 784 }, routes: { before: 348, after: 126 } },
  gaps: [{ agentId: 'data-privacy-agent', agent: 'Data Privacy Agent', reason: 'nobody of Compliance is in it' }],
  capabilitiesWithoutTarget: ['tax.file'],
  sources: { index: 61 },
  plan: { legacyAgents: 48, targetAgents: 28, potentialPaths: { before: 2_304, after: 784 }, source: 'phase 1' },
};

describe('vw consolidation status', () => {
  const list = (...states: string[]) => ({ json: { items: states.map((state) => ({ ...migration, state })) } });

  it('shows what was counted beside the plan, the gaps, and how far it is', async () => {
    const { code, out } = await consolidation(['status'], {
      [FIGURES]: { json: figures },
      [LIST]: list('shadow', 'planned', 'planned', 'canary_10'),
    });
    expect(code).toBe(0);
    expect(out).toContain('agents\t121\t28\t48\t28');
    expect(out).toContain('potential paths\t14641\t784\t2304\t784');
    expect(out).toContain('routes of the hierarchy\t348\t126\t\t');
    expect(out).toContain('Migrations: 2 planned, 1 shadow, 1 canary 10; the roster asks for 102.');
    expect(out).toContain('1 legacy agents have no home:');
    expect(out).toContain('data-privacy-agent\tnobody of Compliance is in it');
    expect(out).toContain('tax.file');
  });

  it('says what to do when nothing is planned', async () => {
    const { out } = await consolidation(['status'], {
      [FIGURES]: { json: { ...figures, gaps: [], capabilitiesWithoutTarget: [] } },
      [LIST]: list(),
    });
    expect(out).toContain('102 migrations are needed and none is planned: vw consolidation plan');
    expect(out).toContain('Every legacy agent has a home.');
  });

  it('gives the figures as they came, and the states', async () => {
    const { out } = await consolidation(['status', '--json'], { [FIGURES]: { json: figures }, [LIST]: list('active') });
    expect(JSON.parse(out)).toEqual({ ...figures, migrationsByState: { active: 1 } });
  });
});

describe('vw consolidation list', () => {
  it('shows who takes over from whom', async () => {
    const { code, out } = await consolidation(['list', '--state', 'canary_10', '--agent', 'b2b-sales-agent'], {
      [LIST]: { json: { items: [migration] } },
    });
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({ state: 'canary_10', targetAgentId: 'b2b-sales-agent', limit: '100' });
    expect(out).toContain(
      'm1\tb2b-sales-agent\thospitality-sales-agent\thospitality-sales-agent\tcanary 10\t2026-11-29T08:00:00Z\t1\tby itself',
    );
  });

  it('says what to do when there are none', async () => {
    const answers = { [LIST]: { json: { items: [] } } };
    expect((await consolidation(['list'], answers)).out).toContain('vw consolidation plan');
    expect((await consolidation(['list', '--state', 'active'], answers)).out).toContain('No migrations match.');
  });
});

describe('vw consolidation show', () => {
  it('shows who acts, the evidence, what each gate says, and the steps', async () => {
    const { code, out } = await consolidation(['show', 'm1'], SHOWN);
    expect(code).toBe(0);
    expect(out).toMatch(
      /acts +b2b-sales-agent for 10 %, hospitality-sales-agent for the rest; of it escalations stays\n/,
    );
    expect(out).toMatch(/moves +back by itself at a threshold, forward by hand\n/);
    expect(out).toMatch(/target +80 ended, 0 of them failed\n/);
    expect(out).toMatch(/compared +118 match, 2 differ, 1 incomparable\n/);
    expect(out).toContain('p95\tfailed\t95th percentile at most 7000 ms, SLA 5000 ms\nNot every gate is passed.');
    expect(out).toContain('3\tnoon\tshadow\tcanary 10\tuser:owner\ta better answer\tp95');
  });

  it.each([
    ['planned', 'hospitality-sales-agent'],
    ['shadow', 'hospitality-sales-agent; b2b-sales-agent proposes beside it'],
    ['canary_50', 'b2b-sales-agent for 50 %, hospitality-sales-agent for the rest; of it escalations stays'],
    ['active', 'b2b-sales-agent'],
    ['retired', 'b2b-sales-agent'],
    ['rolled_back', 'hospitality-sales-agent'],
  ])('says who acts in %s', async (state, acts) => {
    const { out } = await consolidation(['show', 'm1'], { [`GET ${ONE}`]: { json: { ...detail, state } } });
    expect(out).toContain(`acts       ${acts}\n`);
  });

  it.each([
    [{ findings: [matched] }, 'Every gate is passed: vw consolidation advance m1'],
    [{ findings: [], state: 'retired' }, 'It is at its end'],
    [{ findings: [], state: 'rolled_back' }, 'vw consolidation plan m1 --reason …'],
    [{ isAutomatic: false }, 'by hand alone'],
    [{ settings: { ...detail.settings, advanceUpTo: 'canary_50' } }, 'forward by itself until canary 50'],
    [{ arms: { legacy: detail.arms.legacy, target: { samples: 0, errors: 0 } } }, 'nothing ended yet in this state'],
  ])('says of %j what that means', async (is, told) => {
    const { out } = await consolidation(['show', 'm1'], { [`GET ${ONE}`]: { json: { ...detail, ...is } } });
    expect(out).toContain(told);
  });

  it('finds one by what it is about', async () => {
    const answers = {
      ...SHOWN,
      [LIST]: { json: { items: [{ ...migration, id: 'm0', personaId: 'other' }, migration] } },
    };
    const { code, out } = await consolidation(['show', 'b2b-sales-agent/hospitality-sales-agent', '--json'], answers);
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({ targetAgentId: 'b2b-sales-agent', limit: '100' });
    expect(JSON.parse(out)).toEqual(detail);
    const missing = await consolidation(['show', 'b2b-sales-agent/nobody'], answers);
    expect(missing.code).toBe(5);
    expect(missing.err).toContain('b2b-sales-agent/hospitality-sales-agent');
  });
});

describe('vw consolidation plan', () => {
  it.each([
    [102, '102 migrations are planned. Begin one: vw consolidation advance ID\n'],
    [0, 'Everything that the roster asks for is planned already. See: vw consolidation list\n'],
  ])('plans all that the roster asks for: %i', async (planned, told) => {
    const { code, out } = await consolidation(['plan'], {
      'POST /api/orchestration/migrations/plan-all': { json: { planned } },
    });
    expect({ code, out }).toEqual({ code: 0, out: told });
    expect(gateway.seen[0]!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('plans one again', async () => {
    const { code, out } = await consolidation(['plan', 'm1', ...REASON], {
      ...SHOWN,
      'POST /api/orchestration/migrations': { json: { ...migration, state: 'planned' } },
    });
    expect(code).toBe(0);
    expect(sent()).toEqual({
      ...{ targetAgentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent', reason: REASON[1] },
      legacyAgentIds: ['hospitality-sales-agent'],
    });
    expect(out).toContain('b2b-sales-agent as hospitality-sales-agent is planned.');
    expect((await consolidation(['plan', 'm1'], SHOWN)).code).toBe(2);
  });
});

describe('vw consolidation advance', () => {
  const path = `POST ${ONE}/advance`;
  const moved = { ...migration, state: 'canary_50' };

  it('takes one step from where it was seen', async () => {
    const { code, out } = await consolidation(['advance', 'm1'], { ...SHOWN, [path]: { json: moved } });
    expect(sent()).toEqual({ from: 'canary_10' });
    expect({ code, out }).toEqual({
      code: 0,
      out: 'b2b-sales-agent as hospitality-sales-agent is canary 50. See: vw consolidation show m1\n',
    });
    await consolidation(['advance', 'm1', '--from', 'shadow'], { ...SHOWN, [path]: { json: moved } });
    expect(sent()).toEqual({ from: 'shadow' });
  });

  it('overrules with a reason alone', async () => {
    await consolidation(['advance', 'm1', '--overrule', ...REASON], { ...SHOWN, [path]: { json: moved } });
    expect(sent()).toEqual({ from: 'canary_10', overrule: true, reason: REASON[1] });
    gateway.seen.length = 0;
    expect((await consolidation(['advance', 'm1', '--overrule'], SHOWN)).code).toBe(2);
    expect(gateway.seen).toEqual([]);
  });

  it('tells what each gate said, and the way past them', async () => {
    const json = { title: 'Gates not passed', detail: 'p95 failed', state: 'canary_10', findings: [matched, slow] };
    const { code, err } = await consolidation(['advance', 'm1'], { ...SHOWN, [path]: { status: 409, json } });
    expect(code).toBe(1);
    expect(err).toContain('The gates say no:');
    expect(err).toContain('  p95 failed: 95th percentile at most 7000 ms, SLA 5000 ms');
    expect(err).toContain('vw consolidation advance m1 --overrule --reason …');
    const asJson = await consolidation(['advance', 'm1', '--json'], { ...SHOWN, [path]: { status: 409, json } });
    expect(JSON.parse(asJson.out)).toMatchObject({ error: { exitCode: 1, findings: [matched, slow] } });
  });

  it('does not promise what cannot be overruled', async () => {
    const findings = [{ gate: 'readiness', verdict: 'failed', finding: 'there is no persona' }];
    const { err } = await consolidation(['advance', 'm1'], {
      ...SHOWN,
      [path]: { status: 409, json: { title: 'Gates not passed', findings } },
    });
    expect(err).toContain('vw agents list');
    expect(err).not.toContain('--overrule');
  });

  it('says when it moved meanwhile', async () => {
    const json = { title: 'Moved meanwhile', detail: 'It is active, not canary_10.', state: 'active' };
    const { code, err } = await consolidation(['advance', 'm1'], { ...SHOWN, [path]: { status: 409, json } });
    expect(code).toBe(1);
    expect(err).toContain('It is active, not canary_10.');
  });
});

describe('vw consolidation rollback', () => {
  const answers = { ...SHOWN, [`POST ${ONE}/rollback`]: { json: { ...migration, state: 'rolled_back' } } };
  const rollBack = (more: readonly string[] = [], typed?: string) =>
    consolidation(['rollback', 'm1', ...REASON, ...more], answers, typed === undefined ? {} : typing(typed));

  it('gives the work back without asking when that was said', async () => {
    const { code, out } = await rollBack(['--yes']);
    expect(sent()).toEqual({ reason: REASON[1] });
    expect({ code, out }).toEqual({
      code: 0,
      out: 'b2b-sales-agent as hospitality-sales-agent is rolled back. See: vw consolidation show m1\n',
    });
  });

  it('asks, and says what happens then', async () => {
    const { code, err } = await rollBack([], 'y\n');
    expect(code).toBe(0);
    expect(err).toContain('Roll b2b-sales-agent as hospitality-sales-agent back from canary 10?');
    expect(err).toContain('hospitality-sales-agent acts again');
    expect(bodies()).toHaveLength(1);
  });

  it('does nothing when nobody says yes', async () => {
    const { code, out } = await rollBack([], 'n\n');
    expect({ code, out }).toEqual({ code: 1, out: 'Nothing was done.\n' });
    expect(bodies()).toEqual([]);
  });

  it('does nothing when nobody can be asked, or nobody says why', async () => {
    const { code, err } = await rollBack();
    expect(code).toBe(2);
    expect(err).toContain('say --yes, or look first: vw consolidation show ID');
    expect((await consolidation(['rollback', 'm1', '--yes'], answers)).code).toBe(2);
    expect(bodies()).toEqual([]);
  });
});

describe('vw consolidation document', () => {
  const path = 'GET /api/orchestration/consolidation/documents/risk-matrix';

  it('prints it as it is, harmless for the terminal', async () => {
    const { code, out } = await consolidation(['document', 'risk-matrix'], {
      [path]: { text: '# Risk\n\n| a\u001b[2J | b |\n' },
    });
    expect({ code, out }).toEqual({ code: 0, out: '# Risk\n\n| a�[2J | b |\n' });
    const asJson = await consolidation(['document', 'risk-matrix', '--json'], { [path]: { text: '# Risk\n' } });
    expect(JSON.parse(asJson.out)).toEqual({ name: 'risk-matrix', markdown: '# Risk\n' });
  });

  it('ends with 5 when there is none so named', async () => {
    expect((await consolidation(['document', 'poem'])).code).toBe(5);
  });
});

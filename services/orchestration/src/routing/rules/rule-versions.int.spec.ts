import { Outbox } from '@vividwalls/messaging';
import { catalogue, ENVELOPE_EXTENSIONS } from '@vividwalls/events';
import type { EntityManager } from 'typeorm';
import { ActivationRuleDesk } from '../../activation/rules/activation-rule-desk.js';
import type { ActivationRuleBody } from '../../activation/rules/activation-rule.js';
import { LiveActivationRules } from '../../activation/rules/live-activation-rules.js';
import { ConsolidationTrial, OWNER, TrialClock } from '../../consolidation/testing/consolidation-trial.js';
import { LivePersonaRules } from '../state/live-persona-rules.js';
import { PersonaRuleDesk } from './persona-rule-desk.js';
import type { PersonaRuleBody } from './persona-rule.js';
import type { RuleDesk, RuleDraft } from './rule-desk.js';
import type { RuleKind } from './versioned-rules.js';

let trial: ConsolidationTrial;
let desks: { readonly persona: RuleDesk<PersonaRuleBody>; readonly activation: RuleDesk<ActivationRuleBody> };
beforeAll(async () => {
  trial = await ConsolidationTrial.open('rule-versions');
  const work = { run: <T>(run: (tx: EntityManager) => Promise<T>) => trial.database.dataSource.transaction(run) };
  const clock = new TrialClock();
  const outbox = new Outbox({
    ...{ source: 'vividwalls/orchestration', catalogue, extensions: ENVELOPE_EXTENSIONS },
    now: () => clock.now(),
  });
  desks = {
    persona: new PersonaRuleDesk(new LivePersonaRules(), work, outbox, clock, trial.rosters),
    activation: new ActivationRuleDesk(new LiveActivationRules(), work, outbox, clock, trial.rosters),
  };
});
afterAll(() => trial?.drop());

const PERSONA: PersonaRuleBody = {
  ...{ agentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent', capability: null, weight: 0.9, priority: 10 },
};
const ACTIVATION: ActivationRuleBody = {
  eventType: 'vw.shop.order.paid.v1',
  template: {
    ...{ capability: 'order.triage', priority: 'low', subject: 'data.order.orderId' },
    input: { orderId: { cel: 'data.order.orderId' } },
  },
};

type AnyDesk = RuleDesk<object>;
const KINDS: readonly RuleKind[] = ['persona', 'activation'];
const draftOf = (kind: RuleKind): RuleDraft<object> & { readonly change: string } => ({
  ...{ name: 'a rule', when: 'true', source: 'spec', change: 'another' },
  body: kind === 'persona' ? PERSONA : ACTIVATION,
});

/** As a dry run of that version leaves it. */
const tried = (id: string, version: number) =>
  trial.query(
    `INSERT INTO activation_dry_runs (id, rule_id, version, report, at, by)
     VALUES (gen_random_uuid(), $1, $2, '{}', now(), 'user:owner')`,
    [id, version],
  );

let rules = 0;

/** A rule, brought to where it shall stand. */
async function ruleAt(kind: RuleKind, position: Position) {
  const id = `rule-${(rules += 1)}`;
  const desk = desks[kind] as AnyDesk;
  await desk.create(id, draftOf(kind), OWNER);
  const goLive = async (version: number) => {
    if (kind === 'activation') await tried(id, version);
    return desk.goLive(id, OWNER);
  };
  if (position !== 'draft') await goLive(1);
  if (position === 'changed') await desk.change(id, 1, draftOf(kind), OWNER);
  if (position === 'retired') await desk.retire(id, OWNER);
  return { id, desk };
}

type Position = 'draft' | 'live' | 'changed' | 'retired';
type Step = 'create' | 'change' | 'change what is old' | 'go live' | 'retire';

/**
 * `state version/live version` after each step, or why it is refused. `changed`: a draft over a version that is live. Where
 * nothing changes nothing is told.
 */
const TABLE: Readonly<Record<Position, Readonly<Record<Step, string>>>> = {
  draft: {
    ...{ create: '409 Id in use', change: 'draft 2/-', 'change what is old': '409 Changed meanwhile' },
    ...{ 'go live': 'live 1/1', retire: 'retired 1/-' },
  },
  live: {
    ...{ create: '409 Id in use', change: 'draft 2/1', 'change what is old': '409 Changed meanwhile' },
    ...{ 'go live': 'live 1/1 (as before)', retire: 'retired 1/-' },
  },
  changed: {
    ...{ create: '409 Id in use', change: 'draft 3/1', 'change what is old': '409 Changed meanwhile' },
    ...{ 'go live': 'live 2/2', retire: 'retired 2/-' },
  },
  retired: {
    ...{ create: '409 Id in use', change: 'draft 2/-', 'change what is old': '409 Changed meanwhile' },
    ...{ 'go live': 'live 1/1', retire: 'retired 1/- (as before)' },
  },
};

async function take(desk: AnyDesk, kind: RuleKind, id: string, step: Step): Promise<string> {
  const versions = await desk.rules.versions(trial.database.dataSource, id, 10);
  const newest = versions[0]?.version ?? 1;
  const before = await markOf(kind, id);
  const steps: Record<Step, () => Promise<{ state: string; version: number; liveVersion: number | null }>> = {
    create: () => desk.create(id, draftOf(kind), OWNER),
    change: () => desk.change(id, newest, draftOf(kind), OWNER),
    'change what is old': () => desk.change(id, newest - 1, draftOf(kind), OWNER),
    'go live': () => desk.goLive(id, OWNER),
    retire: () => desk.retire(id, OWNER),
  };
  try {
    const { state, version, liveVersion } = await steps[step]();
    const isAsBefore = (await markOf(kind, id)) === before;
    return `${state} ${version}/${liveVersion ?? '-'}${isAsBefore ? ' (as before)' : ''}`;
  } catch (error) {
    const { status, title } = error as { readonly status: number; readonly title: string };
    expect(await markOf(kind, id)).toBe(before);
    return `${status} ${title}`;
  }
}

/** What replicas notice, and what others hear. */
async function markOf(kind: RuleKind, id: string): Promise<string> {
  const [row] = await trial.query<{ version: string; told: string }>(
    `SELECT version, (SELECT count(*) FROM outbox WHERE payload LIKE '%"ruleId":"' || $2 || '"%') AS told
     FROM rules_state WHERE kind = $1`,
    [kind, id],
  );
  return `${row!.version} ${row!.told}`;
}

describe.each(KINDS)('%s rules', (kind) => {
  const cases = (Object.keys(TABLE) as Position[]).flatMap((position) =>
    (Object.keys(TABLE[position]) as Step[]).map((step) => [position, step, TABLE[position][step]] as const),
  );

  it.each(cases)('that are %s, to %s: %s', async (position, step, expected) => {
    const { id, desk } = await ruleAt(kind, position);
    if (kind === 'activation' && step === 'go live') await tried(id, position === 'changed' ? 2 : 1);
    expect(await take(desk, kind, id, step)).toBe(expected);
  });

  it.each(['change', 'go live', 'retire'] as const)('that are not there, to %s', async (step) => {
    expect(await take(desks[kind] as AnyDesk, kind, `rule-nobody-knows`, step)).toBe('404 No such rule');
  });

  it('decide by the live version alone, and not by what it was or shall be', async () => {
    const { id, desk } = await ruleAt(kind, 'changed');
    const live = async () => {
      const all = await desk.rules.live(trial.database.dataSource);
      return all.filter((rule) => rule.id === id).map(({ version }) => version);
    };
    expect(await live()).toEqual([1]);
    await desk.retire(id, OWNER);
    expect(await live()).toEqual([]);
  });
});

describe('an activation rule that was not tried on past events', () => {
  it.each(['draft', 'changed'] as const)('does not go live: %s', async (position) => {
    const { id, desk } = await ruleAt('activation', position);
    expect(await take(desk, 'activation', id, 'go live')).toBe('409 Not tried');
  });
});

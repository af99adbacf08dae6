import fc from 'fast-check';
import { assign } from '../../consolidation/assign.js';
import { MIGRATION_STATES, type MigrationInForce, type MigrationStates } from '../../consolidation/assignment.js';
import type { Agent } from '../../registry/agent.js';
import type { RoutingDecision } from '../../routing/routing-decision.js';
import { asRouting, type TaskRecord } from '../record/task-record.js';
import type { Task } from '../task.js';
import { NOW, runningRecord, takingContext } from '../testing/trial-record.js';
import { rosterFrom, trialAgent, trialCapability, trialPersona } from '../testing/trial-roster.js';
import { nextFallback } from './next-fallback.js';
import { ruleFailure } from './rule-outcome.js';
import { TaskChange } from './task-change.js';
import { takeTask } from './take-task.js';

const CAPABILITY = trialCapability('work');
const director = trialAgent('director', { reportsTo: null });
const personas = [trialPersona('first', ['work']), trialPersona('other', ['talk']), trialPersona('any')];
const worker = trialAgent('worker', { can: ['work'], personas });
const able = ['ada', 'bob'].map((id) => trialAgent(id, { can: ['work'] }));

const routed = (agentId: string, personaId: string | null, others: readonly string[] = []) =>
  asRouting({
    ...{ agentId, personaId, confidence: 0.9, reasons: [] },
    others: others.map((id) => ({ agentId: id, personaId: id === 'bob' ? 'bold' : null })),
  });

const next = (part: Partial<TaskRecord>, agents: readonly Agent[] = [director, worker, ...able]) =>
  nextFallback(
    runningRecord({ personaId: 'first', routing: routed('worker', 'first'), ...part }),
    rosterFrom(agents, [CAPABILITY]),
  );

const to = (stage: string, agentId: string | null, personaId: string | null = null) => ({ stage, agentId, personaId });
const WORKER_SPENT = { tried: [{ agentId: 'worker', personaId: 'first' }], personaId: 'any' };
const ALL_SPENT: Partial<TaskRecord> = {
  ...{ stage: 'agent', agentId: 'bob', personaId: null, targetAgentId: 'bob' },
  tried: [...WORKER_SPENT.tried, { agentId: 'worker', personaId: 'any' }, { agentId: 'ada', personaId: null }],
};

describe('who is next when an agent can’t do it', () => {
  it.each<[string, Partial<TaskRecord>, object | undefined]>([
    ['another persona that can do such work', {}, to('persona', 'worker', 'any')],
    ['another agent with the capability, by id', WORKER_SPENT, to('agent', 'ada')],
    [
      'another agent as routing ranked them, in the persona it saw',
      { ...WORKER_SPENT, routing: routed('worker', 'first', ['bob', 'ada']) },
      to('agent', 'bob', 'bold'),
    ],
    [
      'nobody that routing ranked and that has lost the capability since',
      { ...WORKER_SPENT, routing: routed('worker', 'first', ['gone', 'director']) },
      to('agent', 'ada'),
    ],
    ['an agent that was not asked yet', { ...ALL_SPENT, tried: WORKER_SPENT.tried }, to('agent', 'ada')],
    ['the director of the one that had it last', ALL_SPENT, to('director', 'director')],
    ['a person after the director', { ...ALL_SPENT, stage: 'director', agentId: 'director' }, to('person', 'director')],
    ['never a stage that is behind it', { ...ALL_SPENT, stage: 'director', tried: [] }, to('director', 'director')],
    [
      'a person after the personas of the only one that may',
      { ...WORKER_SPENT, pinnedAgentId: 'worker' },
      to('person', 'worker'),
    ],
    ['another persona of the only one that may', { pinnedAgentId: 'worker' }, to('persona', 'worker', 'any')],
    ['nobody after a person', { stage: 'person' }, undefined],
    ['nobody for a proposal', { mode: 'propose' }, undefined],
    [
      'a person where nobody had it',
      { agentId: null, targetAgentId: null, capability: null, routing: null },
      to('person', null),
    ],
  ])('is %s', (_who, part, expected) => {
    const found = next(part);
    expect(found && { stage: found.stage, agentId: found.agentId, personaId: found.personaId }).toEqual(expected);
  });

  it.each<[string, Partial<Agent>]>([
    ['is paused', { status: 'paused' }],
    ['is retired', { status: 'retired' }],
    ['is no agent of the 28', { inTarget: false }],
  ])('is no director that %s', (_why, part) => {
    const agents = [{ ...director, ...part }, worker, ...able];
    expect(next(ALL_SPENT, agents)).toEqual(to('person', 'bob'));
  });

  it('is no persona that takes over from an agent without the capability', () => {
    const able = trialAgent('old-able', { can: ['work'], inTarget: false });
    const unable = trialAgent('old-unable', { can: ['talk'], inTarget: false });
    const heirs = [unable, able].map(({ id }) => ({ ...trialPersona(`heir-of-${id}`), legacyAgentId: id }));
    const agents = [director, { ...worker, personas: [trialPersona('first'), ...heirs] }, unable, able];
    expect(next({}, agents)).toEqual(to('persona', 'worker', 'heir-of-old-able'));
  });

  it('is no other persona of an agent that stands still for good', () => {
    expect(next({}, [director, { ...worker, status: 'paused' }, ...able])).toEqual(to('agent', 'ada'));
  });

  it('is not the persona in whose place a legacy agent did it: it would be the legacy agent again', () => {
    const legacy = { agentId: 'legacy', personaId: null, actsAs: 'legacy', targetAgentId: 'worker' } as const;
    expect(next(legacy)).toEqual(to('persona', 'worker', 'any'));
    const tried = [{ agentId: 'legacy', personaId: null, inPlaceOf: { agentId: 'worker', personaId: 'first' } }];
    expect(next({ ...legacy, routing: routed('worker', 'any'), tried })).toEqual(to('agent', 'ada'));
  });
});

describe('a task that everybody fails at', () => {
  const legacies = ['old-first', 'old-any'].map((id) =>
    trialAgent(id, { can: ['work'], inTarget: false, inLegacy: true }),
  );
  const agents = [director, worker, ...able, ...legacies];
  const migration = (personaId: string, state: MigrationInForce['state']): MigrationInForce => ({
    ...{ id: `m-${personaId}`, state, targetAgentId: 'worker', personaId, excluded: [] },
    legacyAgentIds: [personaId === 'first' ? 'old-first' : 'old-any'],
  });

  /** Takes and fails it until a person has it. */
  function fall(states: MigrationStates, retryable: boolean): TaskRecord[] {
    const decision: Extract<RoutingDecision, { kind: 'agent' }> = {
      ...{ kind: 'agent', agentId: 'worker', personaId: 'first', capability: 'work', confidence: 1 },
      ...{ reasons: [], others: [{ agentId: 'bob', personaId: null, score: 0, reasons: [] }] },
    };
    const assignments = { assign: (task: Task, one: typeof decision) => assign(task, one, states) };
    const context = takingContext(agents, [CAPABILITY], { decision, assignments });
    const had: TaskRecord[] = [];
    let task = runningRecord({
      ...{ state: 'queued', agentId: null, targetAgentId: null, attempt: 0, leaseOwner: null },
    });
    while (task.stage !== 'person' && had.length < 100) {
      const taken = new TaskChange(task, NOW);
      takeTask(taken, context);
      had.push(taken.after);
      const failure = { kind: 'failed', code: 'broken', message: 'no', retryable, cost: {} } as const;
      task = ruleFailure(new TaskChange(taken.after, NOW), failure, context).after;
    }
    return had;
  }

  it('comes to a person, whatever the state of the migrations, and no persona is asked for twice', () => {
    const state = fc.constantFrom(...MIGRATION_STATES);
    fc.assert(
      fc.property(state, state, fc.boolean(), (first, any, retryable) => {
        const inForce = [migration('first', first), migration('any', any)];
        const byTarget = new Map(inForce.map((one) => [`worker/${one.personaId}`, one]));
        const had = fall({ version: 1, byTarget }, retryable);
        const asked = had.map(({ routing }) => `${routing!['agentId'] as string}/${String(routing!['personaId'])}`);
        const chain = ['worker/first', 'worker/any', 'bob/null', 'ada/null', 'director/null'];
        // One further try of each for what is of low priority, where another try may help.
        expect(asked).toEqual(retryable ? chain.flatMap((one) => [one, one]) : chain);
      }),
    );
  });
});

import type { RoutingDecision } from '../../routing/routing-decision.js';
import type { Agent } from '../../registry/agent.js';
import type { Capability } from '../../registry/capability.js';
import { TaskChange } from '../changes/task-change.js';
import type { TakingContext } from '../changes/taking.js';
import type { TaskRecord } from '../record/task-record.js';
import { CapabilityRouter, TargetActs } from './trial-ports.js';
import { rosterFrom } from './trial-roster.js';

/** The moment at which rules are asked. */
export const NOW = new Date('2026-11-22T12:00:00.000Z');

export const inMs = (ms: number): Date => new Date(NOW.getTime() + ms);

/** A task as it was asked for a minute ago, of which a spec says what matters to it. */
export function trialRecord(part: Partial<TaskRecord> = {}): TaskRecord {
  const createdAt = inMs(-60_000);
  return {
    ...{ id: '0190a000-0000-7000-8000-000000000001', key: 'k', capability: 'work', input: {}, context: {} },
    ...{ priority: 'low', subject: 'customer-1', requestedBy: 'user:owner', pinnedAgentId: null, parentId: null },
    ...{ mode: 'act', shadowOf: null, test: false, correlationId: 'c-1', causationId: 'c-1', traceparent: null },
    ...{ state: 'queued', waitsFor: null, runAfter: createdAt, waitsUntil: null, dueAt: null, agentId: null },
    ...{ personaId: null, targetAgentId: null, migrationId: null, routing: null, attempt: 0, tried: [] },
    ...{ stage: 'assigned', deaths: 0, spendState: 'none', spendKey: null, reservedMinor: null, actualMinor: null },
    ...{ currency: null, tokens: null, output: null, error: null, leaseToken: 1, cancelRequested: false, createdAt },
    ...{ startedAt: null, endedAt: null, pinnedPersonaId: null, retryOf: null, onTime: 'time_out' },
    ...{ overdueTold: false, actsAs: 'target', clarified: 0, tries: 0, spendNo: 0, spendAgentId: null },
    ...{
      spendUntil: null,
      tryMinor: null,
      approvedBy: null,
      leave: null,
      approvalKey: null,
      approvalId: null,
      approvalAsker: null,
      resumedBy: null,
      heard: [],
      compensation: 'none',
    },
    ...{ compensateAt: null, leaseOwner: null, leaseUntil: null, tryStartedAt: null, changes: 1 },
    ...part,
  };
}

/** One that an agent is at work on, by its first try. */
export function runningRecord(part: Partial<TaskRecord> = {}): TaskRecord {
  const startedAt = inMs(-1_000);
  return trialRecord({
    ...{ state: 'running', agentId: 'worker', targetAgentId: 'worker', attempt: 1, tries: 1 },
    ...{ startedAt, tryStartedAt: startedAt, leaseOwner: 'runner-1', leaseUntil: inMs(30_000) },
    ...part,
  });
}

export const changeOf = (part: Partial<TaskRecord> = {}): TaskChange => new TaskChange(trialRecord(part), NOW);

/** Names of the moves of a change, in order. */
export const movesOf = ({ lines }: TaskChange): string[] => lines.map(({ move }) => move);

/** Types of its events, in order. */
export const eventsOf = ({ events }: TaskChange): string[] => events.map(({ event }) => event.name);

const NOBODY_ROUTES = { roster: rosterFrom([], []), rulesVersion: 1, conditions: new Map(), prepared: null };

/** What the taking of a task depends on; routing decides as the spec says, else for the first that can. */
export function takingContext(
  agents: readonly Agent[],
  capabilities: readonly Capability[],
  given: Partial<TakingContext> & { readonly decision?: RoutingDecision } = {},
): TakingContext {
  const { decision, ...more } = given;
  const roster = rosterFrom(agents, capabilities);
  const router = new CapabilityRouter();
  return {
    ...{ roster, routing: { ...NOBODY_ROUTES, roster }, migrations: { version: 1, byTarget: new Map() } },
    router: decision ? { decide: () => decision } : router,
    ...{ assignments: new TargetActs(), stops: new Map(), currency: 'USD', chance: () => 0 },
    lease: { owner: 'runner-1', until: inMs(30_000) },
    ...more,
  };
}

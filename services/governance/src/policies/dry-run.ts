import type { ActName } from '@vividwalls/contracts';
import type { KnownAct } from './act-variables.js';
import type { LeastVotes } from './four-eyes.js';
import type { Policy } from './policy.js';
import { PreparedPolicies, type PolicyRules } from './prepared-policies.js';
import { ruleOnAct, type Ruling } from './rule-on-act.js';

/** An act that was asked about before. */
export interface PastAct extends KnownAct {
  readonly approvalId: string;
  readonly askedAt: Date;
}

/** An act that would be ruled on otherwise. */
export interface ChangedRuling {
  readonly approvalId: string;
  readonly subject: string;
  readonly askedAt: string;
  readonly was: Ruling['answer'];
  readonly would: Ruling['answer'];
  /** What is different, in words. */
  readonly change: string;
}

export interface PolicyDryRun {
  readonly policyId: string;
  readonly version: number;
  readonly act: ActName;
  /** How many acts were looked at, newest first. */
  readonly acts: number;
  readonly holds: number;
  readonly unknown: number;
  /** How many would be ruled on otherwise. */
  readonly changed: number;
  readonly samples: readonly ChangedRuling[];
}

const SAMPLES_MAX = 20;

/** The policies that would be live if this one were, in place of its live version. */
export function withDraft(live: PreparedPolicies, draft: Policy, rules: PolicyRules): PreparedPolicies {
  const others = live
    .of(draft.act)
    .map(({ policy }) => policy)
    .filter(({ id }) => id !== draft.id);
  return new PreparedPolicies([...others, draft], rules);
}

/** What a version of a policy would change about acts that were asked about before: as the live policies rule now, and with it. */
export function dryRun(
  live: PreparedPolicies,
  draft: Policy,
  rules: PolicyRules,
  past: readonly PastAct[],
  leastVotes?: LeastVotes,
): PolicyDryRun {
  const drafted = withDraft(live, draft, rules);
  let [holds, unknown] = [0, 0];
  const changed = past.flatMap((act): ChangedRuling[] => {
    const [was, would] = [live, drafted].map((some) => ruleOnAct(some, act, act.askedAt, leastVotes)) as [
      Ruling,
      Ruling,
    ];
    const own = would.policies.find(({ id }) => id === draft.id);
    if (own?.outcome === 'holds') holds += 1;
    if (own?.outcome === 'unknown') unknown += 1;
    const change = changeOf(was, would);
    if (change === undefined) return [];
    const { approvalId, subject, askedAt } = act;
    return [{ approvalId, subject, askedAt: askedAt.toISOString(), was: was.answer, would: would.answer, change }];
  });
  return {
    ...{ policyId: draft.id, version: draft.version, act: draft.act, acts: past.length, holds, unknown },
    ...{ changed: changed.length, samples: changed.slice(0, SAMPLES_MAX) },
  };
}

function changeOf(was: Ruling, would: Ruling): string | undefined {
  if (was.answer !== would.answer) return `${was.answer} becomes ${would.answer}`;
  if (would.answer !== 'pending') return undefined;
  const people = (list: readonly string[]) => (list.length === 0 ? 'everybody who may approve' : list.join(', '));
  const changes = [
    ...(was.votes === would.votes ? [] : [`${was.votes} votes become ${would.votes}`]),
    ...(was.expiresInS === would.expiresInS ? [] : [`${was.expiresInS} s become ${would.expiresInS} s`]),
    ...(people(was.approvers) === people(would.approvers)
      ? []
      : [`decided by ${people(would.approvers)} instead of ${people(was.approvers)}`]),
  ];
  return changes.length === 0 ? undefined : changes.join('; ');
}

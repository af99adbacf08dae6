import { Link } from '@tanstack/react-router';
import { Time } from '../../../ui/time';
import type { Migration } from '../schemas';
import { GatesBrief } from './gates';
import { MatchRateLine } from './match-rate';

interface BoardCardProps {
  readonly migration: Migration;
  readonly nameOf: (agentId: string) => string;
}

/** Who hands over to whom, how well the new one does, and what holds it. The whole card leads to it. */
export function BoardCard({ migration, nameOf }: BoardCardProps) {
  const { id, legacyAgentIds, targetAgentId, match, findings, state, stateReason, stateSince, isAutomatic, run } =
    migration;
  return (
    <li className="relative flex flex-col gap-2 rounded-lg border border-line bg-surface p-3 hover:border-line-strong">
      <Link to="/agents/consolidation/$id" params={{ id }} className="font-medium after:absolute after:inset-0">
        <span className="block text-ink-2">{legacyAgentIds.map(nameOf).join(', ')}</span>{' '}
        <span className="block">→ {nameOf(targetAgentId)}</span>
      </Link>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
        <dt className="text-[13px] text-ink-3">Match</dt>
        <dd>
          <MatchRateLine of={match} />
        </dd>
        <dt className="text-[13px] text-ink-3">Gates</dt>
        <dd className="relative">
          <GatesBrief findings={findings} />
        </dd>
      </dl>
      {state === 'rolled_back' && stateReason !== null && (
        <p className="line-clamp-3 text-[13px] break-words text-warn" title={stateReason}>
          Rolled back because: {stateReason}
        </p>
      )}
      <p className="mt-auto flex flex-wrap gap-x-3 text-[13px] text-ink-3">
        <span>
          for <Time at={stateSince} as="for" />
        </span>
        {run > 1 && <span>run {run}</span>}
        {!isAutomatic && <span>held by hand</span>}
      </p>
    </li>
  );
}

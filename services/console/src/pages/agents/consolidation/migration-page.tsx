import { ArrowRight } from 'lucide-react';
import { Card } from '../../../ui/card';
import { Answered } from '../../../ui/loading';
import { formatPercent } from '../../../format/numbers';
import { Page } from '../../../ui/page';
import { AgentLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { AgentsTabs } from '../agents-tabs';
import type { MigrationDetail } from '../schemas';
import { migrationTitle } from './board-groups';
import { Comparisons } from './comparisons';
import { GateList } from './gates';
import { MigrationFigures } from './migration-figures';
import { MigrationMoves } from './migration-moves';
import type { MigrationSearch } from './migration-search';
import { MigrationSettings } from './migration-settings';
import { PlanAgain } from './plan-again';
import { RollBack } from './roll-back';
import { RollForward } from './roll-forward';
import { StateBadge } from './state-badge';
import { STATES } from './states';
import { useAgentNames, useMigration } from './use-board';

interface MigrationPageProps {
  readonly id: string;
  readonly search: MigrationSearch;
}

/** One migration with everything that a decision on it needs. */
export function MigrationPage({ id, search }: MigrationPageProps) {
  const migration = useMigration(id);
  const nameOf = useAgentNames();
  const shown: MigrationDetail | undefined = migration.data;
  return (
    <Page
      title={shown ? migrationTitle(shown, nameOf) : 'Migration'}
      description={shown && <WhoActs migration={shown} nameOf={nameOf} />}
      actions={
        shown && (
          <>
            <RollForward migration={shown} />
            <RollBack migration={shown} />
            <PlanAgain migration={shown} />
          </>
        )
      }
    >
      <AgentsTabs />
      <Answered of={migration} lines={10}>
        {(one) => (
          <>
            <MigrationFigures migration={one} />
            <Gates migration={one} />
            <Comparisons migration={one} search={search} />
            <div className="grid items-start gap-4 lg:grid-cols-2">
              <MigrationMoves migration={one} />
              <MigrationSettings migration={one} />
            </div>
          </>
        )}
      </Answered>
    </Page>
  );
}

interface WhoActsProps {
  readonly migration: MigrationDetail;
  readonly nameOf: (agentId: string) => string;
}

const WhoActs = ({
  migration: { state, stateReason, stateSince, legacyAgentIds, targetAgentId, run },
  nameOf,
}: WhoActsProps) => (
  <span className="flex flex-col gap-1">
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <StateBadge state={state} />
      <span>
        for <Time at={stateSince} as="for" />
        {run > 1 && `, planned for the ${ordinal(run)} time`}. {STATES[state].about}
      </span>
    </span>
    {state === 'rolled_back' && stateReason !== null && (
      <span className="break-words text-warn">Rolled back because: {stateReason}</span>
    )}
    <span className="flex flex-wrap items-center gap-x-1.5 text-[13px]">
      {legacyAgentIds.map((one) => (
        <AgentLink key={one} id={one}>
          {nameOf(one)}
        </AgentLink>
      ))}
      <ArrowRight aria-hidden className="size-3.5" />
      <AgentLink id={targetAgentId}>{nameOf(targetAgentId)}</AgentLink>
    </span>
  </span>
);

const ordinal = (n: number): string => ({ 2: 'second', 3: 'third' })[n] ?? `${n}th`;

const Gates = ({ migration: { findings, leadsTo } }: { readonly migration: MigrationDetail }) =>
  leadsTo !== null && (
    <Card
      title={`Gates on the way to ${STATES[leadsTo].label}`}
      hint={`Unknown means too little evidence, and does not count as passed. What counts is the worst case that the evidence allows: 19 of 20 is ${formatPercent(95)}, but may really be ${formatPercent(76)}.`}
    >
      <GateList findings={findings} />
    </Card>
  );

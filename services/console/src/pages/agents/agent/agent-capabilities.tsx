import { asWords, plural } from '../../../format/words';
import { formatNumber, formatPercent } from '../../../format/numbers';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Fault } from '../../../ui/fault';
import { Unknown } from '../../../ui/money';
import type { Agent, Expertise } from '../schemas';
import { capabilityRows, type CapabilityRow } from './capability-rows';
import { ExpertiseBar } from './expertise-bar';
import { useCapabilities, useExpertise } from './use-agent';

/** What it can do, how good it is at it, and whether a person is asked first. */
export function AgentCapabilities({ agent }: { readonly agent: Agent }) {
  const capabilities = useCapabilities();
  const expertise = useExpertise(agent.id);
  const rows = capabilityRows(agent, capabilities.data?.items ?? [], expertise.data?.items ?? []);
  return (
    <Card
      title="Capabilities"
      hint="Expertise: the chance that its work ends well, learned from outcomes and training, with its 95 % interval."
      isPadded={false}
    >
      <FaultOf error={expertise.error} />
      <DataTable
        label="Capabilities"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ name }) => name}
        empty={<Empty title="It can do nothing yet">Give it a capability: see the page about agents in docs.</Empty>}
      />
    </Card>
  );
}

const FaultOf = ({ error }: { readonly error: Error | null | undefined }) =>
  error ? (
    <div className="p-4">
      <Fault error={error} />
    </div>
  ) : null;

const COLUMNS: readonly Column<CapabilityRow>[] = [
  {
    id: 'name',
    header: 'Capability',
    sortBy: ({ title }) => title,
    cell: ({ name, title }) => (
      <div className="min-w-28 whitespace-normal">
        <p className="font-medium">{title}</p>
        <p className="text-[13px] text-ink-3">{name}</p>
      </div>
    ),
  },
  {
    id: 'expertise',
    header: 'Expertise',
    sortBy: ({ own }) => own?.mean ?? null,
    cell: ({ own, inPersonas }) => (
      <div className="min-w-36 whitespace-normal">
        {own ? <Own of={own} /> : <Unknown />}
        {inPersonas.length > 0 && (
          <details className="text-[13px] text-ink-3">
            <summary>{plural(inPersonas.length, 'persona')}</summary>
            <ul>
              {inPersonas.map(({ personaId, mean }) => (
                <li key={personaId}>
                  {personaId}: {formatPercent(mean * 100)}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    ),
  },
  {
    id: 'effects',
    header: 'Effects',
    isSecondary: true,
    cell: ({ effects, dataClass }) =>
      effects === null ? (
        <Unknown />
      ) : (
        <>
          <p>{asWords(effects)}</p>
          <p className="text-[13px] text-ink-3">{dataClass} data</p>
        </>
      ),
  },
  {
    ...{ id: 'executor', header: 'Done by', isSecondary: true },
    cell: ({ executor, approval }) => (
      <>
        <p>{asWords(executor)}</p>
        <p className="text-[13px] text-ink-3">a person is {approval ?? 'asked: not known'}</p>
      </>
    ),
  },
];

function Own({ of }: { readonly of: Expertise }) {
  const { mean, interval, prior, successes, failures } = of;
  const seen = successes + failures;
  return (
    <>
      <ExpertiseBar mean={mean} low={interval.low} high={interval.high} />
      <p className="text-[13px] text-ink-3">
        {seen < 0.05
          ? `a guess of the registry (${formatPercent(prior * 100)}): no outcome yet`
          : `${formatNumber(successes, 1)} well, ${formatNumber(failures, 1)} not, as they weigh now`}
      </p>
    </>
  );
}

import { asWords, plural } from '../../../format/words';
import { formatPercent } from '../../../format/numbers';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Fault } from '../../../ui/fault';
import { Unknown } from '../../../ui/money';
import { AgentName } from '../../../ui/place-links';
import { useActs } from '../../approvals/use-inbox';
import type { Agent, Expertise } from '../schemas';
import { capabilityRows, type CapabilityRow } from './capability-rows';
import { ExpertiseBar } from './expertise-bar';
import { hasOutcomes, outcomesInWords, ownInWords } from './expertise-words';
import { useCapabilities, useExpertise } from './use-agent';

/** What it can do, how good it is at it, and whether a person is asked first. */
export function AgentCapabilities({ agent }: { readonly agent: Agent }) {
  const capabilities = useCapabilities();
  const expertise = useExpertise(agent.id);
  const acts = useActs();
  const rows = capabilityRows(agent, capabilities.data?.items ?? [], expertise.data?.items ?? [], acts.data ?? []);
  return (
    <Card
      title="Capabilities"
      hint={`Expertise is the chance that its work ends well, learned from outcomes and training. The bar shows how sure that is: the range it lies in with ${formatPercent(95)} certainty.`}
      isPadded={false}
    >
      <FaultOf error={expertise.error} />
      <DataTable
        label="Capabilities"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ name }) => name}
        empty={<Empty title="It can do nothing yet">Give it a capability; docs/agents.md says how.</Empty>}
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
    isWide: true,
    sortBy: ({ own }) => own?.mean ?? null,
    cell: ({ own, inPersonas }) => (
      <div className="min-w-36 whitespace-normal">
        {own ? <Own of={own} isElsewhere={inPersonas.some(hasOutcomes)} /> : <Unknown />}
        {inPersonas.length > 0 && (
          <details className="text-[13px] text-ink-3" open={own && !hasOutcomes(own)}>
            <summary>In {plural(inPersonas.length, 'persona')}</summary>
            <ul className="flex flex-col gap-1 pt-1">
              {inPersonas.map((of) => (
                <li key={of.personaId}>
                  {of.personaId !== null && <AgentName id={of.personaId} />}: {formatPercent(of.mean * 100)},{' '}
                  {outcomesInWords(of)}
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
        <p className="w-40 text-[13px] whitespace-normal text-ink-3">a person is {approval ?? 'asked: not known'}</p>
      </>
    ),
  },
];

function Own({ of, isElsewhere }: { readonly of: Expertise; readonly isElsewhere: boolean }) {
  const { mean, interval } = of;
  return (
    <>
      <ExpertiseBar mean={mean} low={interval.low} high={interval.high} />
      <p className="text-[13px] text-ink-3">{ownInWords(of, isElsewhere)}</p>
    </>
  );
}

import type { ReactNode } from 'react';
import { formatPercent } from '../../../format/numbers';
import { Answered } from '../../../ui/loading';
import { Freshness, Time } from '../../../ui/time';
import { Unknown } from '../../../ui/money';
import { DAYS, useMaySeeReturns, useReturns, type useWork } from '../roster/use-roster';
import { OpenTasks } from '../roster/roster-list';
import { Credited, NOT_IN_REPORT, ReturnOnCost, Spent } from '../roster/returns';
import { modelLabel } from '../../finance/shared/words';
import { Success } from '../success';
import type { Agent, AgentAtWork } from '../schemas';

interface AgentFiguresProps {
  readonly agent: Agent;
  readonly work: ReturnType<typeof useWork>;
}

/** What it did and what it brought in, beside each other. */
export function AgentFigures({ agent, work }: AgentFiguresProps) {
  return (
    <Answered of={work} lines={2}>
      {({ items: [one], to }) => one && <Figures agent={agent} work={one} asOf={to} />}
    </Answered>
  );
}

const NO_WORK = 'no work in these days';
const NOT_YOURS = 'not this key’s to see';
const NO_COST = 'no cost is told of it';

function Figures({ agent, work, asOf }: { readonly agent: Agent; readonly work: AgentAtWork; readonly asOf: string }) {
  const returns = useReturns();
  const maySeeReturns = useMaySeeReturns();
  const of = (returns.data?.rows ?? []).filter(({ key }) => key === agent.id);
  const reason = !maySeeReturns
    ? NOT_YOURS
    : returns.isError
      ? 'finance did not answer'
      : (returns.data?.reason ?? null);
  const { interval } = work.success;
  return (
    <section aria-label="Figures">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 xl:grid-cols-6">
        <Figure name="Ended well" below={interval ? `likely ${range(interval)}` : work.success.reason}>
          <Success of={work} />
        </Figure>
        <Figure name="Open tasks">
          <OpenTasks agentId={agent.id} open={work.open} />
        </Figure>
        <Figure name="Last worked" below={work.lastWorkedAt === null && NO_WORK}>
          {work.lastWorkedAt ? <Time at={work.lastWorkedAt} as="ago" /> : <Unknown reason={NO_WORK} isShort />}
        </Figure>
        <Figure
          name="Net credited"
          below={
            of.length === 0 ? (reason ?? NOT_IN_REPORT) : returns.data && `under ${modelLabel(returns.data.model)}`
          }
        >
          <Credited of={of} reason={reason} />
        </Figure>
        <Figure name="Spent" below={of.length === 0 ? (reason ?? NO_COST) : of[0]?.costMinor === null && of[0].reason}>
          <Spent of={of} reason={reason} />
        </Figure>
        <Figure name="Return" below="credited for each unit of cost">
          <ReturnOnCost of={of} reason={reason} />
        </Figure>
      </dl>
      <p className="mt-1 text-[13px] text-ink-3">
        Of the last {DAYS} days, <Freshness at={asOf} />. Proposals beside a legacy agent are not counted.
      </p>
    </section>
  );
}

const range = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `${formatPercent(low * 100)} to ${formatPercent(high * 100)}`;

interface FigureProps {
  readonly name: string;
  readonly below?: ReactNode;
  readonly children: ReactNode;
}

const Figure = ({ name, below, children }: FigureProps) => (
  <div className="flex min-w-0 flex-col bg-surface px-4 py-3">
    <dt className="text-[13px] text-ink-3">{name}</dt>
    <dd className="text-lg font-semibold">{children}</dd>
    {below && <dd className="text-[13px] text-ink-3">{below}</dd>}
  </div>
);

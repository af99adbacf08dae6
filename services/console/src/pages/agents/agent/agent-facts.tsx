import { asWords, departmentLabel } from '../../../format/words';
import { formatDuration } from '../../../format/numbers';
import { Card } from '../../../ui/card';
import { Fact, Facts } from '../../../ui/facts';
import { AgentLink, PlaceLink } from '../../../ui/place-links';
import type { Agent } from '../schemas';

/** Who it is and how it works. */
export function AgentFacts({ agent }: { readonly agent: Agent }) {
  const { id, department, level, reportsTo, alsoReportsTo, executor, sla, tools, budget, resilience, sources } = agent;
  return (
    <Card title="Who it is">
      <Facts>
        <Fact name="Id">
          <code className="font-mono text-[12.5px]">{id}</code>
        </Fact>
        <Fact name="Department">{departmentLabel(department)}</Fact>
        <Fact name="Level">{asWords(level)}</Fact>
        <Fact name="Reports to">
          <span className="[&_a]:underline">
            {reportsTo === null ? 'the owner' : <AgentLink id={reportsTo} />}
            {alsoReportsTo && (
              <>
                , also <AgentLink id={alsoReportsTo} />
              </>
            )}
          </span>
        </Fact>
        <Fact name="Roster">{rosterWords(agent)}</Fact>
        <Fact name="Work is done by">{asWords(executor.kind)}</Fact>
        <Fact name="Promised time">
          95 of 100 runs within <span className="whitespace-nowrap">{formatDuration(sla.p95Ms)}</span>
        </Fact>
        <Fact name="Budget">
          <PlaceLink to="/finance/budgets">{asWords(budget.category)}</PlaceLink>
        </Fact>
        <Fact name="Tasks at once">{resilience.bulkhead} at most</Fact>
        <Fact name="After failures">
          stops after {resilience.failuresToOpen} in a row, tries again after {formatDuration(resilience.openMs)}
        </Fact>
        {tools.length > 0 && <Fact name="Tools">{tools.join(', ')}</Fact>}
        <Fact name="Described in">
          {sources.length > 0 ? `the plan’s ${sources.join(', ')}` : 'no document of the plan'}
        </Fact>
      </Facts>
    </Card>
  );
}

function rosterWords({ inLegacy, inTarget }: Agent): string {
  if (inLegacy && inTarget) return 'of both: before and after the consolidation';
  return inTarget ? 'after the consolidation' : 'before the consolidation';
}

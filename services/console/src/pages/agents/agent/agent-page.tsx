import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { AgentsTabs } from '../agents-tabs';
import { HealthBadge } from '../health-badge';
import { healthOf } from '../health';
import { useWork } from '../roster/use-roster';
import { Standstill } from '../standstill';
import type { Agent } from '../schemas';
import { AgentCapabilities } from './agent-capabilities';
import { AgentFacts } from './agent-facts';
import { AgentFigures } from './agent-figures';
import { AgentPersonas } from './agent-personas';
import { AgentTasks } from './agent-tasks';
import { AgentVersions } from './agent-versions';
import { StatusButtons } from './status-buttons';
import { useAgent } from './use-agent';

/** One agent: who it is, what it can do, what it did, and how well. */
export function AgentPage({ id }: { readonly id: string }) {
  const agent = useAgent(id);
  const work = useWork(id);
  const atWork = work.data?.items[0];
  const shown: Agent | undefined = agent.data;
  return (
    <Page
      title={shown?.name ?? id}
      description={shown?.role}
      actions={
        shown && (
          <>
            <HealthBadge health={healthOf(shown, atWork)} />
            <StatusButtons agent={shown} />
          </>
        )
      }
    >
      <AgentsTabs />
      <Answered of={agent} lines={10}>
        {(one) => (
          <>
            {atWork && <Standstill of={atWork} />}
            <AgentFigures agent={one} work={work} />
            <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
              <div className="flex min-w-0 flex-col gap-4">
                <AgentFacts agent={one} />
                <AgentPersonas agent={one} />
              </div>
              <div className="flex min-w-0 flex-col gap-4">
                <AgentCapabilities agent={one} />
                <AgentTasks agentId={one.id} />
              </div>
            </div>
            <AgentVersions agentId={one.id} />
          </>
        )}
      </Answered>
    </Page>
  );
}

import type { AgentShown } from '@vividwalls/contracts';
import { columns, type Output } from '../output.js';
import { shown } from '../terminal.js';
import { facts } from '../facts.js';
import { rosterText } from './agents.js';

/** An agent for reading: its place, how it works, its personas and what it can do. */
export function agentText(output: Output, agent: AgentShown): string {
  const { reportsTo, alsoReportsTo, executor, tools, budget, sources } = agent;
  const lead = facts([
    ['agent', `${agent.id}, ${agent.name}`],
    ['status', `${agent.status}, version ${agent.version}`],
    ['roster', rosterText(agent)],
    ['place', `${agent.department}, ${agent.level}`],
    ['reports to', [reportsTo ?? 'nobody', alsoReportsTo].filter(Boolean).join(' and ')],
    ['role', agent.role],
    ['executor', executor.kind + (executor.settings ? ` ${JSON.stringify(executor.settings)}` : '')],
    ['budget', budget.category],
    ['SLA', `95 of 100 within ${agent.sla.p95Ms} ms`],
    ['tools', tools.join(', ') || 'none'],
    ['known from', sources.join(', ') || 'no source is given'],
  ]);
  return [lead, '', personas(output, agent), '', capabilities(output, agent)].join('\n');
}

function personas(output: Output, agent: AgentShown): string {
  if (agent.personas.length === 0) return 'It has no persona.';
  return output.table(
    columns(['persona', 'name', 'takes over from', 'for'], []),
    agent.personas.map((one) => [
      ...[one.id, one.name, one.legacyAgentId ?? '', one.capabilities.join(', ') || 'all it can do'],
    ]),
  );
}

function capabilities(output: Output, { id, executor, capabilities: able }: AgentShown): string {
  if (able.length === 0) return shown(`It can do nothing yet, so it gets no work. Add one: vw agents grant ${id} NAME`);
  return output.table(
    columns(['capability', 'executor'], ['expertise', 'expected cost', 'beyond it']),
    able.map((one) => [
      ...[one.name, one.executor?.kind ?? executor.kind, String(one.expertise)],
      ...[one.costMinor === '0' ? 'free' : one.costMinor, one.allowanceMinor ?? ''],
    ]),
  );
}

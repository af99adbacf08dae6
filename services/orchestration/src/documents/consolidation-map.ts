import type { Agent } from '../registry/agent.js';
import type { Consolidated } from './consolidated.js';
import { consolidationFigures, type ConsolidationFigures } from './consolidation-figures.js';
import { count, list, page, table } from './markdown.js';

/** Which agent takes each legacy agent over, in which persona, and how that is known. */
export function consolidationMap({ roster, paths, plan }: Consolidated): string {
  const figures = consolidationFigures(roster, paths.length, plan);
  const agents = [...roster.agents.values()];
  return page(
    '# Consolidation map',
    'Every agent of the roster before, and the agent and persona of the roster after that take it over. Made from the registry.',
    '## Figures',
    figuresTable(figures),
    plan.source === ''
      ? []
      : `The plan's figures: ${plan.source}. The roster is counted from its sources: ${sourcesText(figures)}.`,
    '## From before to after',
    table(['Legacy agent', 'Department', 'Becomes', 'Persona', 'Known', 'Named in'], mapRows(agents)),
    '## Gaps',
    gapsText(figures),
    '## The roster after',
    table(['Agent', 'Department', 'Level', 'Reports to', 'Takes over'], targetRows(agents)),
  );
}

function figuresTable({
  legacyAgents,
  targetAgents,
  potentialPaths,
  routes,
  observedPaths,
  migrations,
  plan,
}: ConsolidationFigures) {
  return table(
    ['', 'Roster', 'Plan'],
    [
      ['Agents before', count(legacyAgents), count(plan.legacyAgents)],
      ['Agents after', count(targetAgents), count(plan.targetAgents)],
      ['Potential paths before (n²)', count(potentialPaths.before), count(plan.potentialPaths.before)],
      ['Potential paths after (n²)', count(potentialPaths.after), count(plan.potentialPaths.after)],
      ['Routes that the hierarchy after needs', count(routes.after), 'not in the plan'],
      ['Paths taken so far', observedPaths === 0 ? 'none seen' : count(observedPaths), 'not in the plan'],
      ['Migrations', count(migrations), 'not in the plan'],
    ],
  );
}

/** What the papers are called in words. */
const PAPER_NAMES: Readonly<Record<string, string>> = {
  ...{
    index: 'the agent index',
    compendium: 'the compendium',
    hierarchy: 'the hierarchy',
    webhooks: 'the list of webhooks',
  },
  none: 'none of them',
};

function sourcesText({ sources }: ConsolidationFigures): string {
  return Object.entries(sources)
    .map(([paper, agents]) => `${count(agents)} in ${PAPER_NAMES[paper] ?? paper}`)
    .join(', ');
}

function mapRows(agents: readonly Agent[]): string[][] {
  const takers = agents.filter(({ inTarget }) => inTarget);
  return agents
    .filter(({ inLegacy }) => inLegacy)
    .map((agent) => {
      const taker = takers.find(({ personas }) => personas.some(({ legacyAgentId }) => legacyAgentId === agent.id));
      const persona = taker?.personas.find(({ legacyAgentId }) => legacyAgentId === agent.id);
      const becomes = taker
        ? taker.id === agent.id
          ? 'stays'
          : taker.name
        : agent.inTarget
          ? 'stays'
          : '**no agent**';
      return [
        ...[
          agent.name,
          agent.department,
          becomes,
          persona ? `\`${persona.id}\`` : '',
          persona ? (persona.basis ?? 'not said') : agent.inTarget ? '' : 'gap',
        ],
        agent.sources.filter((source) => source in PAPER_NAMES).join(', ') || 'none',
      ];
    });
}

function gapsText({ gaps, capabilitiesWithoutTarget }: ConsolidationFigures): string[] {
  if (gaps.length === 0) return ['None: every agent before has a home.'];
  const lost = capabilitiesWithoutTarget.map((name) => `\`${name}\``).join(', ');
  return [
    `${count(gaps.length)} agents have no home. They go on as they are until somebody decides: give a target agent a persona for them, or retire them.`,
    list(gaps.map(({ agent, reason }) => `**${agent}**: ${reason}`)),
    ...(lost === '' ? [] : [`Without them nobody of the roster after can do: ${lost}.`]),
  ];
}

function targetRows(agents: readonly Agent[]): string[][] {
  const nameOf = new Map(agents.map(({ id, name }) => [id, name]));
  return agents
    .filter(({ inTarget }) => inTarget)
    .map(({ id, name, department, level, reportsTo, alsoReportsTo, personas }) => {
      const managers = [reportsTo, alsoReportsTo ?? null].flatMap((manager) =>
        manager === null ? [] : (nameOf.get(manager) ?? manager),
      );
      const others = personas.filter(({ legacyAgentId }) => legacyAgentId !== null && legacyAgentId !== id);
      return [
        name,
        department,
        level,
        managers.join(', also ') || 'the owner',
        others.map((one) => one.name).join(', ') || 'nobody',
      ];
    });
}

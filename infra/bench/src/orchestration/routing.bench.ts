import {
  PreparedRules,
  registrySeed,
  rosterOf,
  route,
  SampleIndex,
  samplesOf,
  seededLabels,
  seededPersonaWords,
  TASK_VARIABLES,
} from '@vividwalls/orchestration/routing';
import type { Agent, Capability, PersonaRule, RoutableTask, RoutingState } from '@vividwalls/orchestration/routing';
import { RuleCache } from '@vividwalls/rules';
import type { BenchRun } from '../bench-run.js';
import { row, type BenchRow } from '../figures/bench-row.js';
import { latencies, median } from '../figures/samples.js';

const AGENTS = 28;
const CAPABILITIES = 200;
const RULES = 1_000;
/** Capabilities of one agent: every capability has some seven agents. */
const CAPABILITIES_OF_EACH = 50;
const DECISIONS = 5_000;
const ROUNDS = 3;
const GOAL_P99_MS = 5;

const WORDS = [
  'hotel*',
  'gallery',
  'wedding*',
  'refund*',
  'clinic*',
  'invoice',
  'pinterest',
  'torn',
  'staging',
  'gift*',
];
const TEXTS = [
  'We are doing up the lobby of our hotel and need about forty large prints by spring, on invoice if possible.',
  'My print came with a torn corner. I would like a refund or a new one before the wedding on Saturday, please.',
  'Is there something for a small clinic, calm colours, six pieces? A gallery told us of you, we saw it on Pinterest.',
];

/** The decision by itself, as the runner makes it for each task of a batch: rules compiled, roster and conditions read before. */
export async function routingBench(run: BenchRun): Promise<BenchRow[]> {
  const state = stateOfSize();
  const rows: BenchRow[] = [];
  for (const [kind, tasks] of Object.entries({ named: named(), unnamed: unnamed() })) {
    const rounds: { p50: number; p99: number; max: number }[] = [];
    decideAll(tasks, state, run.count(DECISIONS / 10));
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      rounds.push(decideAll(tasks, state, run.count(DECISIONS)));
    }
    const p99 = median(rounds.map((one) => one.p99));
    rows.push(
      row(
        `routing decision, capability ${kind}, p99`,
        { value: p99, unit: 'ms' },
        { value: GOAL_P99_MS, is: 'the goal' },
        {
          ...{ agents: AGENTS, capabilities: CAPABILITIES, rules: RULES, decisions: run.count(DECISIONS) },
          ...{ p50Ms: median(rounds.map((one) => one.p50)), maxMs: Math.max(...rounds.map((one) => one.max)) },
        },
        [{ of: 'value', atMost: GOAL_P99_MS }],
      ),
    );
  }
  return Promise.resolve(rows);
}

function decideAll(tasks: readonly RoutableTask[], state: RoutingState, count: number) {
  const samplesMs: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const began = performance.now();
    route(tasks[n % tasks.length]!, state);
    samplesMs.push(performance.now() - began);
  }
  return latencies(samplesMs);
}

function stateOfSize(): RoutingState {
  const seed = registrySeed();
  const [capability] = seed.capabilities;
  const capabilities = Array.from({ length: CAPABILITIES }, (_, n): Capability => {
    return { ...capability!, name: `work.kind-${n}` };
  });
  const agents = seed.agents
    .filter(({ inTarget }) => inTarget)
    .slice(0, AGENTS)
    .map((agent, a): Agent => {
      const had = Array.from({ length: CAPABILITIES_OF_EACH }, (_, n) => `work.kind-${(a * 7 + n) % CAPABILITIES}`);
      const capabilitiesOfIt = had.map((name, n) => ({ name, expertise: 0.5 + (n % 5) / 10, costMinor: '0' }));
      return { ...agent, capabilities: capabilitiesOfIt };
    });
  if (agents.length !== AGENTS) throw new Error(`the seed has ${agents.length} agents`);
  const rules = Array.from({ length: RULES }, (_, n): PersonaRule => {
    const agent = agents[n % AGENTS]!;
    const persona = agent.personas[n % agent.personas.length]!;
    return {
      ...{ id: `rule-${n}`, name: `rule ${n}`, agentId: agent.id, personaId: persona.id, capability: null },
      ...{ weight: 0.4 + (n % 5) / 10, priority: n % 3, when: conditionOf(n) },
    };
  });
  const prepared = new PreparedRules(rules, new RuleCache({ variables: TASK_VARIABLES }));
  const conditions = new Map(
    agents.map(({ id }, n) => [id, { load: n % 9, errorRate: (n % 4) / 50, isBroken: false, isOverBudget: n === 3 }]),
  );
  const roster = rosterOf(1, agents, capabilities);
  const samples = new SampleIndex(samplesOf(seededLabels(), roster, false), seededPersonaWords());
  return { roster, rulesVersion: 1, conditions, prepared, samples };
}

/** Four kinds of rules by turns: words, a kind of customer, a value, several together. No two alike. */
function conditionOf(n: number): string {
  const [word, other] = [WORDS[n % WORDS.length]!, WORDS[(n * 3 + 1) % WORDS.length]!];
  const conditions = [
    `mentions(text, ["${word}", "${other}", "word${n}"])`,
    `customerType == "kind${n}" || customerType == "commercial"`,
    `orderValueMinor >= ${100_000 + n * 50} && country != "X${n}"`,
    `(channel == "email" || "tag${n}" in tags) && mentions(text, ["${word}"])`,
  ];
  return conditions[n % conditions.length]!;
}

const contexts = TEXTS.map((text, n) => ({
  ...{ text, customerType: ['private', 'commercial', 'designer'][n]!, orderValueMinor: String(90_000 + n * 40_000) },
  ...{ currency: 'USD', channel: n === 1 ? 'email' : 'chat', country: 'US', tags: ['first-order', `tag${n * 4 + 3}`] },
}));

function named(): RoutableTask[] {
  return Array.from({ length: 60 }, (_, n) => {
    return {
      capability: `work.kind-${(n * 11) % CAPABILITIES}`,
      context: contexts[n % contexts.length]!,
      pinnedAgentId: null,
    };
  });
}

function unnamed(): RoutableTask[] {
  return contexts.map((context) => ({ capability: null, context, pinnedAgentId: null }));
}

import type { AgentShown, MigrationDetail, MigrationShown, QueueShown } from '@vividwalls/contracts';
import { inOrder, personaRequests, playbookTasks, type PersonaRequest } from '@vividwalls/simulator';
import { keyed } from '../../api/keyed.js';
import { CommandError } from '../../command-error.js';
import type { Action } from '../../command.js';
import { MIGRATIONS } from '../../consolidation/consolidation-api.js';
import { confirm } from '../../dlq/confirm.js';
import { ExitCode } from '../../exit-codes.js';
import { AGENTS } from '../agents-api.js';
import { makeBudgets } from './budgets.js';
import { ALL, Demo } from './demo.js';
import { inLanes } from './in-lanes.js';
import { answerLeftOvers, playIncident, restoreAgent, type Incident } from './incident.js';
import { makePersonaRules } from './persona-rules.js';
import { proveMigration, type ProvenMigration } from './prove-migration.js';
import { summarise, summaryText, type Prepared } from './summary.js';
import { Told } from './told.js';
import { untilSo } from './waiting.js';

export interface SimulateOptions {
  /** At most so many migrations are taken forward. */
  readonly migrations: number;
  readonly lanes: number;
  /** Where the workflow listens that breaks; without it none does. */
  readonly workflowPort?: number;
  readonly currency: string;
  readonly yes?: boolean;
}

/**
 * Said openly wherever it is shown: evidence enough at 80 %, for a demo of minutes. The shop's own migrations begin with 95 %.
 */
const GATES = { confidence: 0.8 };

const RESTED_WITHIN_MS = 30_000;

/** The agents at work: budgets, migrations through all their states by real work, a limit reached, a workflow that breaks. */
export const simulateAgents: Action<SimulateOptions> = async (context, options) => {
  const { output, terminal, settings } = context;
  if (!options.yes) {
    const question = `Plan and move the migrations of ${settings.url}, make budgets, and ask its agents for some ten thousand pieces of work?`;
    if (!(await confirm(terminal, question, 'say --yes'))) {
      output.result({ done: false }, () => 'Nothing was done.');
      return ExitCode.negative;
    }
  }
  const began = terminal.now().getTime();
  const demo = new Demo(context);
  const told = new Told(terminal, output.json);
  try {
    await restoreAgent(demo.api);
    await answerLeftOvers(demo);
    const prepared = await prepare(demo, options);
    told.line(preparedText(prepared));
    const proven = await prove(demo, told, prepared.migrations, options);
    // Each stops where people must decide: the owner finds it in the inbox.
    await demo.send(playbookTasks(demo.now));
    await untilSo(demo, () => isAtRest(demo), RESTED_WITHIN_MS);
    const seconds = (terminal.now().getTime() - began) / 1_000;
    const summary = await summarise(demo, prepared, { ...proven, seconds });
    output.result(summary, () => summaryText(output, summary));
    return summary.short.length > 0 ? ExitCode.partial : ExitCode.ok;
  } finally {
    told.end();
  }
};

async function prepare(demo: Demo, { currency }: SimulateOptions): Promise<Prepared> {
  const { planned } = await demo.patiently(() =>
    demo.api.post<{ planned: number }>(`${MIGRATIONS}/plan-all`, { gates: GATES }, keyed()),
  );
  const migrations = await demo.migrations();
  const agents = await demo.api.list<AgentShown>(AGENTS, {}, ALL, 100);
  const budgets = await makeBudgets(demo, agents, migrations, { currency, now: demo.now });
  const rules = await makePersonaRules(demo, migrations);
  return { planned, migrations, budgets, rules };
}

const preparedText = ({ planned, budgets, rules, migrations }: Prepared): string =>
  `${planned} of ${migrations.length} migrations planned anew, gates at ${GATES.confidence * 100} % confidence (usually ` +
  `95 %); ${budgets} agents got a budget, ${rules} personas a rule`;

interface Proof {
  readonly proven: readonly ProvenMigration[];
  readonly incident: Incident | null;
}

async function prove(
  demo: Demo,
  told: Told,
  migrations: readonly MigrationShown[],
  options: SimulateOptions,
): Promise<Proof> {
  const requests = new Map(personaRequests().map((request) => [request.persona, request]));
  const chosen = inOrder(
    migrations.filter(({ personaId }) => requests.has(personaId)),
    options.migrations,
  );
  told.begin(chosen.length);
  let done = 0;
  const one = async ({ id, personaId }: MigrationShown): Promise<ProvenMigration> => {
    const request = requests.get(personaId) as PersonaRequest;
    const result = await proveMigration(demo, id, request);
    done += 1;
    told.update(done, chosen.length, demo.sent.all);
    return result;
  };
  const lanes = inLanes(chosen, options.lanes, one);
  const incident = incidentAfter(demo, told, chosen, lanes, options);
  const [proven, seen] = await Promise.all([Promise.all(lanes), incident]);
  return { proven, incident: seen };
}

/** Breaks a workflow once both personas of its agent act for it. */
async function incidentAfter(
  demo: Demo,
  told: Told,
  chosen: readonly MigrationShown[],
  lanes: readonly Promise<ProvenMigration>[],
  { workflowPort }: SimulateOptions,
): Promise<Incident | null> {
  const placeOf = (persona: string) => chosen.findIndex(({ personaId }) => personaId === persona);
  const [abroad, beside] = [placeOf('global-customer-sales-agent'), placeOf('millennial-gen-z-sales-agent')];
  if (workflowPort === undefined || abroad < 0 || beside < 0) return null;
  await Promise.all([lanes[abroad], lanes[beside]]);
  const migration: MigrationDetail = await demo.migration(chosen[abroad]!.id);
  if (migration.state !== 'active') return null;
  told.line('The workflow of the Digital Sales Agent answers 500 now');
  const incident = await playIncident(demo, migration, workflowPort).catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
    if (error.exitCode === ExitCode.interrupted) throw error;
    told.line(`The broken workflow was not played to its end: ${error.message}`);
    return null;
  });
  if (incident) told.line(incidentText(incident));
  return incident;
}

const incidentText = ({ calls, byOthers, byPerson, rolledBack }: Incident): string =>
  `It works again. ${calls} calls had failed; ${byOthers.length} tasks were done by others, ${byPerson.length} by a person` +
  (rolledBack ? ', and the migration was rolled back by itself' : '');

/** Nothing is on its way; what is left waits for a person, a limit, or its time. */
async function isAtRest(demo: Demo): Promise<boolean> {
  const { places, ready } = await demo.patiently(() => demo.api.get<QueueShown>('/api/orchestration/queue'));
  const moving = places.filter(({ state, waitsFor }) => waitsFor === null && state !== 'awaiting_approval');
  return ready === 0 && moving.length === 0;
}

import type { AgentShown, MigrationDetail, TaskShown } from '@vividwalls/contracts';
import type { ProofTask } from '@vividwalls/simulator';
import type { Api } from '../../api/api.js';
import { keyed } from '../../api/keyed.js';
import { agentPath } from '../agents-api.js';
import { BROKEN_PATH, openBrokenWorkflow } from './broken-workflow.js';
import { TASKS, type Demo } from './demo.js';
import { untilSo } from './waiting.js';

/** Whose workflow breaks, and for what. */
const AGENT = 'digital-sales-agent';
const CAPABILITY = 'sales.quote';

/** Two personas, two tries of each, and others after that. */
const FELL_BACK_WITHIN_MS = 60_000;
/** The thresholds are looked at every two seconds. */
const ROLLED_BACK_WITHIN_MS = 15_000;
const RESTORED_WITHIN_MS = 5_000;

/** What there was to see when an agent's workflow broke. */
export interface Incident {
  readonly agentId: string;
  /** Calls that were answered with 500. */
  readonly calls: number;
  /** Done by another agent in its place. */
  readonly byOthers: readonly string[];
  /** Nobody else could do them: a person did. */
  readonly byPerson: readonly string[];
  /** Whether the migration was rolled back by its thresholds. */
  readonly rolledBack: boolean;
}

/** An agent as the registry shows it, with what a change of it needs. */
type Kept = AgentShown & { readonly resilience: object };

/**
 * One agent's workflow answers 500 for a while. Quotes in dollars are taken over by other agents; for those in euros nobody has
 * prices, so that they go the whole way: its other persona, the agents beside it, the director, a person. The failures roll the
 * migration back by themselves. At the end the agent has its executor again, whatever happens.
 */
export async function playIncident(demo: Demo, { id, run }: MigrationDetail, port: number): Promise<Incident> {
  const workflow = await openBrokenWorkflow(port);
  const agent = await demo.api.get<Kept>(agentPath(AGENT));
  try {
    await breakIt(demo, agent, workflow.url);
    const tasks = Array.from({ length: 6 }, (_, n) => quoteTask(`demo/${id}/${run}/incident/${n}`, n));
    const taken = await demo.send(tasks);
    const byPerson = new Set<string>();
    const ended = await untilSo(
      demo,
      async () => {
        const open = await Promise.all(taken.map(({ id: taskId }) => demo.task(taskId)));
        for (const task of open.filter(({ waitsFor }) => waitsFor === 'person')) {
          await answerAsPerson(demo, task);
          byPerson.add(task.id);
        }
        return open.every(({ endedAt }) => endedAt !== null);
      },
      FELL_BACK_WITHIN_MS,
    );
    const state = async () => (await demo.migration(id)).state;
    const rolledBack =
      ended && (await untilSo(demo, async () => (await state()) === 'rolled_back', ROLLED_BACK_WITHIN_MS));
    const ids = taken.map(({ id: taskId }) => taskId);
    return {
      ...{ agentId: AGENT, calls: workflow.calls(), byPerson: [...byPerson], rolledBack },
      byOthers: ids.filter((taskId) => !byPerson.has(taskId)),
    };
  } finally {
    // An interrupted demo must not leave the agent broken: this is asked for without the signal that stopped it.
    await restoreAgent(demo.lasting(RESTORED_WITHIN_MS));
    await workflow.close();
  }
}

/** Its breaker opens as always, and tries again after two seconds instead of a minute: nobody watches for so long. */
async function breakIt(demo: Demo, agent: Kept, url: string): Promise<void> {
  const executor = { kind: 'n8n', settings: { url } };
  const capabilities = agent.capabilities.map((one) => (one.name === CAPABILITY ? { ...one, executor } : one));
  const resilience = { ...agent.resilience, openMs: 2_000 };
  await demo.api.put(agentPath(AGENT), { ...namedAs(agent), capabilities, resilience }, keyed());
}

/** Gives the agent back what it had before a demo broke its workflow. @returns whether there was anything to give back */
export async function restoreAgent(api: Api): Promise<boolean> {
  const agent = await api.get<Kept>(agentPath(AGENT));
  if (!isBroken(agent)) return false;
  const versions = await api.list<{ agent: Kept }>(`${agentPath(AGENT)}/versions`, {}, 200, 100);
  const before = versions.find((one) => !isBroken(one.agent))?.agent;
  if (!before) return false;
  const { capabilities, resilience } = before;
  await api.put(agentPath(AGENT), { ...namedAs(agent), capabilities, resilience }, keyed());
  return true;
}

const namedAs = ({ name, department, reportsTo, version }: Kept) => ({
  ...{ name, department, reportsTo, expectedVersion: version },
});

const isBroken = ({ capabilities }: Kept): boolean =>
  capabilities.some(({ executor }) => String(executor?.settings?.url ?? '').endsWith(BROKEN_PATH));

/** Every third customer asks in euros, for which there are no prices. */
function quoteTask(key: string, n: number): ProofTask {
  const isInEuros = n % 3 === 2;
  const text = isInEuros
    ? 'We live in Lisbon; please quote in euros, delivered to Portugal with all customs paid.'
    : 'Do you ship to Melbourne, Australia? Please quote with international delivery.';
  return {
    ...{ key, capability: CAPABILITY, priority: 'low', subject: `demo-abroad-${n}`, context: { text } },
    input: {
      ...{ customer: `Customer abroad ${n + 1}`, currency: isInEuros ? 'EUR' : 'USD', wishes: text },
      items: [{ title: 'Noir shade', size: '36x48 Gallery Wrapped', quantity: n + 1 }],
    },
  };
}

/** Answers what a demo that was cut during the incident had left for a person. */
export async function answerLeftOvers(demo: Demo): Promise<void> {
  const waiting = { waitsFor: 'person', capability: CAPABILITY };
  for (const task of await demo.api.list<TaskShown>(TASKS, waiting, 200, 100))
    if (/^demo\/.+\/incident\//.test(task.key)) await answerAsPerson(demo, task);
}

/** What the owner writes who has looked the price up by hand. */
async function answerAsPerson(demo: Demo, { id }: TaskShown): Promise<void> {
  const output = { totalMinor: '29000', currency: 'EUR', text: 'Quoted by hand, by the rate of the day.' };
  await demo.api.post(`${TASKS}/${id}/answer`, { output });
}

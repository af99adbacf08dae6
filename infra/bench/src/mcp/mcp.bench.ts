import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { latencies, quantile } from '../figures/samples.js';
import { RunningSystem } from '../servers/running-system.js';
import { openLoop } from './open-loop.js';

/** The last one has the goal; the one before tells what a machine does that is not full. */
const RATES = [100, 200];
const SECONDS = 30;
const SECONDS_TO_WARM_UP = 5;
const GOAL_P99_MS = 50;
const TASKS = 20_000;

const AGENTS = [
  ...['sales-director', 'marketing-director', 'operations-director', 'finance-director', 'b2b-sales-agent'],
  ...['gift-buyer-sales-agent', 'seo-sem-agent', 'content-creative-agent', 'orders-fulfillment-agent'],
  'campaign-manager-agent',
];

/** Of twenty calls; the rest search. */
const MIX = { read_article: 3, my_tasks: 4, read_kpi: 1, report_interaction: 2 } as const;
type Kind = keyof typeof MIX | 'search_knowledge';
const KINDS: readonly Kind[] = Array.from({ length: 20 }, (_, n): Kind => {
  const spread = (n * 7) % 20;
  let upTo = 0;
  for (const [kind, share] of Object.entries(MIX)) if (spread < (upTo += share)) return kind as Kind;
  return 'search_knowledge';
});

const ENDED_TASKS = `INSERT INTO orchestration.tasks (id, key, capability, input, context, priority, subject, requested_by, mode, test,
    correlation_id, causation_id, created_at, run_after, state, agent_id, ended_at)
  SELECT gen_random_uuid(), 'bench-' || n, 'kpi.snapshot', '{}', '{}', 1, 'subject-' || n, 'user:bench', 'act', false, 'c', 'c',
    now() - n * interval '1 minute', now(), 'succeeded', ($1::text[])[1 + n % cardinality($1::text[])], now() - n * interval '1 minute'
  FROM generate_series(1, $2::int) n`;

interface Shop {
  readonly system: RunningSystem;
  readonly questions: readonly string[];
  readonly articles: readonly string[];
}

/**
 * Calls of tools at `/mcp` of the door, by the official client, at a steady pace whether or not the ones before were answered:
 * searches, articles, lists of tasks, figures, reports. Every call is counted, and on its way to the audit when it is answered.
 * Peer: the same reads and reports over REST, through the same door.
 */
export async function mcpBench(run: BenchRun): Promise<BenchRow[]> {
  const env = { ORCHESTRATION_MCP_CALLS_PER_MINUTE: '100000', VW_RATE_LIMIT_PER_MINUTE: '1000000' };
  const system = await RunningSystem.start({ env });
  try {
    run.say(`entering ${run.count(TASKS)} tasks`);
    await system.admin.query(ENDED_TASKS, [AGENTS, run.count(TASKS)]);
    await system.admin.query('ANALYZE orchestration.tasks');
    const shop = { system, ...(await knowledgeOf(system)) };
    const keys = await Promise.all(AGENTS.map((agentId) => newKey(system, agentId)));

    const mcp = await overMcp(shop, keys);
    const rest = overRest(shop, keys);
    const rows: BenchRow[] = [];
    let calls = 0;
    for (const perSecond of RATES) {
      const pace = { perSecond, seconds: run.seconds(SECONDS) };
      const warmUp = { perSecond, seconds: run.seconds(SECONDS_TO_WARM_UP) };
      await openLoop(warmUp, rest);
      const restMs = await openLoop(pace, rest);
      await openLoop(warmUp, mcp.call);
      const before = system.cpuMs();
      const byKind = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
      const mcpMs = await openLoop(pace, async (n) => {
        const began = performance.now();
        await mcp.call(n);
        byKind.get(KINDS[n % KINDS.length]!)!.push(performance.now() - began);
      });
      const after = system.cpuMs();
      calls += mcpMs.length;
      const cpuMsPerCall = Object.fromEntries(
        Object.entries(after).map(([name, ms]) => [name, rounded((ms - (before[name] ?? 0)) / mcpMs.length)]),
      );
      rows.push(
        row(
          `MCP calls at ${perSecond}/s through the door, round trip p99`,
          { value: quantile(mcpMs, 0.99), unit: 'ms' },
          { value: quantile(restMs, 0.99), is: 'the same reads and reports over REST' },
          {
            ...{ ...pace, calls: mcpMs.length, agents: AGENTS.length, articles: shop.articles.length },
            ...{ tasks: run.count(TASKS), ...latencies(mcpMs), rest: latencies(restMs), cpuMsPerCall },
            p99Of: Object.fromEntries([...byKind].map(([kind, samples]) => [kind, latencies(samples).p99])),
          },
          perSecond === RATES.at(-1) ? [{ of: 'value', atMost: GOAL_P99_MS }] : [],
        ),
      );
    }
    await mcp.close();
    await assertRecorded(system, calls);
    return rows;
  } finally {
    await system.stop();
  }
}

/** What the shop begins with: its golden questions, and the articles that everybody may read. */
async function knowledgeOf({ admin }: RunningSystem): Promise<Pick<Shop, 'questions' | 'articles'>> {
  const { rows } = await admin.query<{ questions: string[]; articles: string[] }>(
    `SELECT (SELECT array_agg(question ORDER BY id) FROM orchestration.knowledge_golden_questions) AS questions,
       (SELECT array_agg(article_id ORDER BY article_id) FROM orchestration.knowledge_published
        WHERE '*' = ANY(readers) AND data_class IN ('public', 'internal')) AS articles`,
  );
  return rows[0]!;
}

async function newKey({ run }: RunningSystem, agentId: string): Promise<string> {
  const scopes = ['mcp:*', 'orchestration:read', 'reports:write'];
  const response = await fetch(`${run.url}/api/gateway/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${run.adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: `bench-${agentId}`, agentId, scopes }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return ((await response.json()) as { key: string }).key;
}

async function overMcp({ system, questions, articles }: Shop, keys: readonly string[]) {
  const clients = await Promise.all(
    keys.map(async (key) => {
      const client = new Client({ name: 'bench', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
      const requestInit = { headers: { authorization: `Bearer ${key}` } };
      await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', system.run.url), { requestInit }));
      return client;
    }),
  );
  const args: Record<Kind, (n: number) => Record<string, unknown>> = {
    search_knowledge: (n) => ({ question: questions[n % questions.length]! }),
    read_article: (n) => ({ id: articles[n % articles.length]! }),
    my_tasks: () => ({ which: 'all' }),
    read_kpi: () => ({ figures: ['tasks_ended', 'tasks_open'], ...period() }),
    report_interaction: (n) => ({
      key: `bench-${runOf()}-${n}`,
      channel: 'email',
      kind: 'assisted',
      customerId: String(n),
    }),
  };
  return {
    call: async (n: number) => {
      const name = KINDS[n % KINDS.length]!;
      const { isError, content } = await clients[n % clients.length]!.callTool({ name, arguments: args[name](n) });
      if (isError) throw new Error(`${name}: ${JSON.stringify(content)}`);
    },
    close: () => Promise.all(clients.map((client) => client.close())),
  };
}

function overRest({ system: { run }, questions, articles }: Shop, keys: readonly string[]) {
  const ask = async (n: number, path: string, body?: object) => {
    const response = await fetch(`${run.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${keys[n % keys.length]!}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    await response.json();
  };
  const api = '/api/orchestration';
  const asking: Record<Kind, (n: number) => Promise<void>> = {
    search_knowledge: (n) =>
      ask(n, `${api}/knowledge/search?limit=5&q=${encodeURIComponent(questions[n % questions.length]!)}`),
    read_article: (n) => ask(n, `${api}/knowledge/articles/${articles[n % articles.length]!}`),
    my_tasks: (n) => ask(n, `${api}/tasks?agent=${AGENTS[n % AGENTS.length]!}&limit=20`),
    read_kpi: (n) => ask(n, `${api}/queue`),
    report_interaction: (n) => {
      const data = { agentId: AGENTS[n % AGENTS.length]!, channel: 'email', kind: 'assisted', customerId: String(n) };
      return ask(n, '/webhooks/n8n', { type: 'interaction.recorded', id: `rest-${runOf()}-${n}`, data });
    },
  };
  return (n: number) => asking[KINDS[n % KINDS.length]!](n);
}

let runs = 0;
/** Another one with every call: no two reports are the same. */
const runOf = (): number => (runs += 1);

const DAY_MS = 86_400_000;
const period = () => {
  const now = new Date();
  return { from: new Date(now.getTime() - DAY_MS).toISOString(), to: now.toISOString() };
};

/** A figure of calls that nobody recorded would be none. */
async function assertRecorded({ admin }: RunningSystem, atLeast: number): Promise<void> {
  const { rows } = await admin.query<{ told: number }>(
    `SELECT count(*)::int AS told FROM orchestration.outbox WHERE subject = 'vw.orchestration.tool.called'`,
  );
  if (rows[0]!.told < atLeast) throw new Error(`${rows[0]!.told} of ${atLeast} calls were recorded`);
}

import { databaseAddress } from '@vividwalls/local';
import { signInternalToken } from '@vividwalls/platform';
import pg from 'pg';
import type { BenchRun } from '../bench-run.js';
import { timesOf } from '../finance/timed-reports.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { latencies, quantile } from '../figures/samples.js';
import { ServersAlone } from '../servers/service-alone.js';
import { fillKnowledge, questionsAsked } from './many-articles.js';

const ARTICLES = 100_000;
const QUESTIONS = 400;
const QUESTIONS_TO_WARM_UP = 50;
/** Each reads every article. */
const QUESTIONS_WITHOUT_INDEX = 20;
const GOAL_P95_MS = 50;

/** One of a department: it may read seven of ten articles. */
const AGENT = 'agent:b2b-sales-agent';
/** Reads everything: the condition on readers is left out of its queries. */
const PERSON = 'user:bench';

interface Answer {
  readonly items: readonly { readonly id: string }[];
}

/**
 * Searching 100,000 articles over HTTP of the service as a process runs it, as an agent, with access applied in the query and
 * every search logged. Peers: the same as a person, to whom no rules of access apply, and the same without the index.
 */
export async function knowledgeSearchBench(run: BenchRun): Promise<BenchRow[]> {
  const alone = await ServersAlone.start();
  const admin = new pg.Client({ connectionString: databaseAddress(alone.servers.postgres.adminUrl) });
  try {
    await admin.connect();
    const service = await alone.startService('orchestration');
    const { url } = service;
    const articles = run.count(ARTICLES);
    run.say(`filling the knowledge base with ${articles} articles`);
    await fillKnowledge(admin, articles);
    const questions = await questionsAsked(admin, run.count(QUESTIONS));
    let found = 0;
    const asking = (actor: string) => {
      let n = 0;
      return async () => {
        const q = encodeURIComponent(questions[n++ % questions.length]!);
        const token = await signInternalToken(
          { actor, scopes: ['orchestration:read'] },
          alone.secrets.internal,
          new Date(),
        );
        const response = await fetch(`${url}/api/orchestration/knowledge/search?q=${q}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
        found += Math.min(1, ((await response.json()) as Answer).items.length);
      };
    };
    await timesOf(QUESTIONS_TO_WARM_UP, asking(AGENT));
    found = 0;
    const before = alone.cpuMs(service);
    const asAgent = await timesOf(questions.length, asking(AGENT));
    const after = alone.cpuMs(service);
    const cpuMsPerSearch = {
      service: rounded((after.service - before.service) / questions.length),
      postgres: rounded((after.postgres - before.postgres) / questions.length),
    };
    const answered = found / questions.length;
    if (answered < 0.9) throw new Error(`only ${Math.round(answered * 100)} % of the questions were answered`);
    const asPerson = await timesOf(questions.length, asking(PERSON));
    await admin.query('DROP INDEX orchestration.knowledge_published_search');
    const withoutIndex = await timesOf(QUESTIONS_WITHOUT_INDEX, asking(AGENT));
    const p95 = (samples: readonly number[]) => quantile(samples, 0.95);
    const details = {
      articles,
      questions: questions.length,
      answered: rounded(answered),
      ...latencies(asAgent),
      cpuMsPerSearch,
    };
    const value = { value: p95(asAgent), unit: 'ms' };
    return [
      row(
        'knowledge search with access in the query, p95',
        value,
        { value: p95(withoutIndex), is: 'without the index' },
        details,
        [{ of: 'value', atMost: GOAL_P95_MS }],
      ),
      row(
        'knowledge search, what access costs, p95',
        value,
        { value: p95(asPerson), is: 'as a person: without access rules' },
        {
          ...{ articles, questions: questions.length, withoutRules: latencies(asPerson) },
        },
      ),
    ];
  } finally {
    await admin.end();
    await alone.stop();
  }
}

import { json, startLocalServer, type LocalServer } from '../../executors/testing/local-server.js';
import type { SearchView } from '../api/knowledge-views.js';
import { RunningKnowledge } from '../testing/running-knowledge.js';
import { HttpEmbedder } from './embedder.js';
import { EmbeddingSweeper } from './embedding-sweeper.js';

const PATH = '/api/orchestration/knowledge';
const MODEL = 'double-embedding';

/** Meaning, as far as this double knows any: what a text is about, one direction each. */
const MEANINGS = [/marsupial|wombat|pouch/i, /price|cost|\$/i, /ship|parcel|deliver/i];
const vectorOf = (text: string) => [...MEANINGS.map((pattern) => (pattern.test(text) ? 3 : 0)), 1];

let provider: LocalServer;
let knowledge: RunningKnowledge;
let answer: 'vectors' | 'nothing' | 500 = 'vectors';

beforeAll(async () => {
  provider = await startLocalServer((call, response) => {
    if (answer === 500) return json(response, 500, { error: { message: 'secret details' } });
    const { input } = JSON.parse(call.body) as { input: string[] };
    // In another order than asked: the index says which is which.
    const data = input.map((text, index) => ({ index, embedding: vectorOf(text) })).reverse();
    return json(response, 200, { data: answer === 'nothing' ? [] : data });
  });
  knowledge = await RunningKnowledge.start('knowledge-embeddings', {
    env: {
      ...{ ORCHESTRATION_EMBEDDINGS_BASE_URL: `${provider.url}/v1`, ORCHESTRATION_EMBEDDINGS_API_KEY: 'a-key' },
      ORCHESTRATION_EMBEDDINGS_MODEL: MODEL,
    },
  });
  const article = { domain: 'faq', owner: 'o', source: 's', dataClass: 'public' };
  const secret = {
    id: 'secret-wombat',
    title: 'Wombats of finance',
    body: 'A wombat.',
    readers: ['department:Finance'],
  };
  for (const one of [{ id: 'wombat', title: 'Wombats', body: 'A wombat sleeps.' }, secret]) {
    await knowledge.post(`${PATH}/articles`, { ...article, ...one });
    await knowledge.post(`${PATH}/articles/${one.id}/submit`, {});
    await knowledge.post(`${PATH}/articles/${one.id}/publish`, {});
  }
  const sweeper = knowledge.service.app.get(EmbeddingSweeper, { strict: false });
  while ((await sweeper.sweep()) > 0);
}, 60_000);
afterAll(async () => {
  await knowledge?.stop();
  await provider?.stop();
});
afterEach(() => (answer = 'vectors'));

const search = async (q: string, actor = 'agent:gift-buyer-sales-agent') =>
  (await knowledge.get<SearchView>(`${PATH}/search?q=${encodeURIComponent(q)}`, { actor })).body;
const ids = async (q: string, actor?: string) => (await search(q, actor)).items.map(({ id }) => id);

describe('embeddings', () => {
  it('find by meaning what has no word in common, and only what may be read', async () => {
    const found = await search('marsupials');
    expect(found.embeddings).toBe('used');
    expect(found.items[0]).toMatchObject({ id: 'wombat', citation: 'wombat@1' });
    expect(found.items.map(({ id }) => id)).not.toContain('secret-wombat');
    expect(await ids('marsupials', 'agent:finance-director')).toContain('secret-wombat');
  });

  it('are asked for with the model and the key, and kept for what is published', async () => {
    const call = provider.calls.at(0)!;
    expect(call).toMatchObject({ path: '/v1/embeddings', headers: { authorization: 'Bearer a-key' } });
    expect(JSON.parse(call.body)).toMatchObject({ model: MODEL, input: expect.any(Array) });
    const missing = await knowledge.database.owner.query(
      `SELECT article_id FROM knowledge_published p WHERE NOT EXISTS (SELECT 1 FROM knowledge_embeddings e
         WHERE e.article_id = p.article_id AND e.model = $1 AND e.version = p.version
           AND abs(1 - (SELECT sum(x * x) FROM unnest(e.vector) x)) < 0.001)`,
      [MODEL],
    );
    expect(missing).toEqual([]);
  });

  it('follow a further version, and go with what is retired', async () => {
    const kept = () =>
      knowledge.database.owner.query<{ version: number }[]>(
        `SELECT version FROM knowledge_embeddings WHERE article_id = 'wombat'`,
      );
    const text = { domain: 'faq', title: 'Parcels', body: 'A parcel.', owner: 'o', source: 's', dataClass: 'public' };
    await knowledge.put(`${PATH}/articles/wombat`, { ...text, expectedVersion: 1, change: 'another' });
    await knowledge.post(`${PATH}/articles/wombat/submit`, {});
    await knowledge.post(`${PATH}/articles/wombat/publish`, {});
    // Until it has its vector, it is found by its words alone.
    expect(await ids('marsupials')).not.toContain('wombat');
    const sweeper = knowledge.service.app.get(EmbeddingSweeper, { strict: false });
    while ((await sweeper.sweep()) > 0);
    expect(await kept()).toEqual([{ version: 2 }]);
    await knowledge.post(`${PATH}/articles/wombat/retire`, {});
    expect(await kept()).toEqual([]);
  });

  it.each([500, 'nothing'] as const)(
    'are done without when the provider answers %s, and the answer says so',
    async (how) => {
      answer = how;
      const found = await search('gift cards');
      expect(found).toMatchObject({ embeddings: 'failed', items: [{ id: 'faq-gift-cards' }, ...found.items.slice(1)] });
    },
  );
});

describe('the provider', () => {
  const embedder = (url: string) =>
    new HttpEmbedder({
      ...{
        ORCHESTRATION_EMBEDDINGS_BASE_URL: url,
        ORCHESTRATION_EMBEDDINGS_MODEL: 'm',
        ORCHESTRATION_EMBEDDINGS_API_KEY: '',
      },
    });

  it.each([
    ['no vector', { data: [{ index: 0, embedding: 'text' }] }, /something else than a vector/],
    ['numbers that are none', { data: [{ index: 0, embedding: [1, null] }] }, /something else than a vector/],
    ['a vector of nothing', { data: [{ index: 0, embedding: [0, 0] }] }, /without a direction/],
    ['fewer than asked', { data: [] }, /0 vectors for 1 texts/],
  ])('that gives %s is told of', async (_what, body, message) => {
    const server = await startLocalServer((_call, response) => json(response, 200, body));
    await expect(embedder(server.url).embed(['x'], 1_000)).rejects.toThrow(message);
    await server.stop();
  });

  it('that does not answer in time, or sends elsewhere, is given up', async () => {
    const silent = await startLocalServer(() => undefined);
    await expect(embedder(silent.url).embed(['x'], 50)).rejects.toThrow(/timeout/i);
    silent.answer = (_call, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    await expect(embedder(silent.url).embed(['x'], 1_000)).rejects.toThrow();
    await silent.stop();
  });

  it('is none without an address or a model', () => expect(embedder('').model).toBeUndefined());
});

import type {
  ArticlePageView,
  ArticleView,
  ContradictionPageView,
  ReadPageView,
  SearchView,
} from '../api/knowledge-views.js';
import { RunningKnowledge } from '../testing/running-knowledge.js';
import { READS_KEPT_DAYS, ReadLog } from './read-log.js';

let time = new Date('2026-11-29T12:00:00.000Z');
let knowledge: RunningKnowledge;
beforeAll(async () => {
  knowledge = await RunningKnowledge.start('knowledge-access', { clock: { now: () => time } });
  await article('secret-margin', { readers: ['department:Finance'], claims: [{ key: 'zebra', value: '1', unit: '' }] });
  await article('secret-payroll', { readers: ['*'], dataClass: 'payment' });
  await article('secret-future', { readers: ['*'], validFrom: '2027-01-01T00:00:00Z' });
  await article('secret-past', {
    readers: ['*'],
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2026-06-01T00:00:00Z',
  });
  await article('open-margin', { readers: ['*'], claims: [{ key: 'zebra', value: '2', unit: '' }] });
  await article('secret-draft', { readers: ['*'] }, []);
}, 60_000);
afterAll(() => knowledge?.stop());

const PATH = '/api/orchestration/knowledge';
/** Stands in every article that the agent below may not read, and nowhere else. */
const MARKER = 'xylophonic';
const OUTSIDER = { actor: 'agent:gift-buyer-sales-agent' };
const INSIDER = { actor: 'agent:finance-director' };

async function article(id: string, fields: object, steps = ['submit', 'publish']): Promise<void> {
  const text = {
    domain: 'faq',
    title: `Margin ${id}`,
    body: `Quokka ${id.startsWith('secret') ? MARKER : 'plain'} margin.`,
  };
  const made = await knowledge.post(`${PATH}/articles`, {
    ...{ id, ...text, owner: 'o', source: id.startsWith('secret') ? MARKER : 'plain', dataClass: 'public', ...fields },
  });
  expect(made.status).toBe(201);
  for (const step of steps) expect((await knowledge.post(`${PATH}/articles/${id}/${step}`, {})).status).toBe(200);
}

const search = async (q: string, asking = {}) =>
  (await knowledge.get<SearchView>(`${PATH}/search?q=${encodeURIComponent(q)}`, asking)).body;

/** Every route by which knowledge is read, so that one more fails this spec until it is walked too. */
const READ_PATHS: Readonly<Record<string, readonly string[]>> = {
  '/search': [
    `/search?q=${MARKER}`,
    '/search?q=quokka%20margin',
    '/search?q=xylophonik',
    '/search?q=margin&domain=faq&limit=50',
  ],
  '/domains': ['/domains'],
  '/contradictions': ['/contradictions?limit=500', '/contradictions?state=open&limit=500'],
  '/reads': ['/reads'],
  '/accuracy': ['/accuracy'],
  '/golden-questions': ['/golden-questions'],
  '/articles': [
    '/articles?limit=500',
    '/articles?state=draft',
    '/articles?domain=faq&limit=500',
    '/articles?isDue=true',
  ],
  '/articles/{id}': ['secret-margin', 'secret-payroll', 'secret-future', 'secret-past', 'secret-draft'].map(
    (id) => `/articles/${id}`,
  ),
  '/articles/{id}/versions': ['/articles/secret-margin/versions', '/articles/secret-draft/versions'],
};

describe('what an agent may not read', () => {
  it('is walked on every route that there is', async () => {
    const { body } = await knowledge.get<{ paths: Record<string, { get?: object }> }>('/openapi.json');
    const routes = Object.entries(body.paths)
      .filter(([path, { get }]) => get && path.startsWith(`${PATH}/`))
      .map(([path]) => path.slice(PATH.length));
    expect(routes.sort()).toEqual(Object.keys(READ_PATHS).sort());
  });

  it.each(Object.values(READ_PATHS).flat())('is nowhere in %s', async (path) => {
    const answered = await knowledge.get<object>(`${PATH}${path}`, OUTSIDER);
    const shown = JSON.stringify(answered.body).replaceAll('xylophonik', '');
    // What was asked for may be said back; nothing of an article may.
    expect(shown.includes(MARKER)).toBe(false);
    expect(shown).not.toMatch(/Margin secret|"secret-/);
  });

  it('is there for who may: the marker is a marker', async () => {
    expect((await search(MARKER, INSIDER)).items.map(({ id }) => id)).toEqual(['secret-margin']);
    const people = (await search(MARKER)).items.map(({ id }) => id).sort();
    expect(people).toEqual(['secret-margin', 'secret-payroll']);
    const { body } = await knowledge.get<ArticleView>(`${PATH}/articles/secret-margin`, INSIDER);
    expect(body).toMatchObject({ citation: 'secret-margin@1', source: MARKER });
    expect(body).not.toHaveProperty('readers');
  });

  it('is not named by a warning, which stays', async () => {
    const warned = async (asking: object) =>
      (await search('quokka plain', asking)).items.find(({ id }) => id === 'open-margin')!.warnings;
    expect(await warned(OUTSIDER)).toMatchObject([{ key: 'zebra', value: '2', state: 'open', other: null }]);
    expect(await warned(INSIDER)).toMatchObject([{ key: 'zebra', other: { citation: 'secret-margin@1', value: '1' } }]);
    const list = (asking: object) => knowledge.get<ContradictionPageView>(`${PATH}/contradictions?limit=500`, asking);
    const keys = async (asking: object) => (await list(asking)).body.items.map(({ key }) => key);
    expect(await keys(OUTSIDER)).not.toContain('zebra');
    expect(await keys(INSIDER)).toContain('zebra');
  });

  it('can be neither revised nor reviewed by it; a proposal of its own is a draft', async () => {
    const text = { domain: 'faq', title: 't', body: 'b', owner: 'o', source: 's', expectedVersion: 1, change: 'mine' };
    expect((await knowledge.put(`${PATH}/articles/secret-margin`, text, OUTSIDER)).status).toBe(404);
    const { expectedVersion: _version, change: _change, ...first } = text;
    const proposed = await knowledge.post<ArticleView>(`${PATH}/articles`, { id: 'proposal', ...first }, OUTSIDER);
    expect(proposed).toMatchObject({
      status: 201,
      body: { state: 'draft', publishedVersion: null, actor: OUTSIDER.actor },
    });
    for (const step of ['submit', 'send-back', 'publish', 'retire']) {
      expect((await knowledge.post(`${PATH}/articles/proposal/${step}`, {}, OUTSIDER)).status).toBe(403);
    }
    expect((await search('proposal', OUTSIDER)).items).toEqual([]);
    const onPublished = await knowledge.put<ArticleView>(`${PATH}/articles/open-margin`, text, OUTSIDER);
    expect(onPublished).toMatchObject({ status: 200, body: { state: 'draft', version: 2, publishedVersion: 1 } });
    expect((await knowledge.put(`${PATH}/articles/open-margin`, { ...text, expectedVersion: 2 }, INSIDER)).status).toBe(
      409,
    );
  });

  it('changes with the domain at once, for articles without a list of their own', async () => {
    const domain = { title: 'Hats', owner: 'o', readers: ['level:director'], reviewEveryDays: 1 };
    expect((await knowledge.put(`${PATH}/domains/hats`, domain)).status).toBe(200);
    await article('secret-hat', { domain: 'hats', readers: [] });
    const seen = async (asking: object) =>
      (await knowledge.get<ArticlePageView>(`${PATH}/articles?domain=hats`, asking)).body.items.length;
    expect([await seen(OUTSIDER), await seen(INSIDER)]).toEqual([0, 1]);
    const changed = { ...domain, readers: [OUTSIDER.actor], expectedVersion: 1 };
    expect((await knowledge.put(`${PATH}/domains/hats`, changed)).status).toBe(200);
    expect([await seen(OUTSIDER), await seen(INSIDER)]).toEqual([1, 0]);
    expect((await knowledge.put(`${PATH}/domains/hats`, changed)).status).toBe(409);
    expect((await knowledge.put(`${PATH}/domains/hats`, { ...changed, readers: ['everybody'] })).status).toBe(422);
    expect((await knowledge.put(`${PATH}/domains/hats`, { ...changed, expectedVersion: 2 }, OUTSIDER)).status).toBe(
      403,
    );
  });

  it('cannot be had by asking the tables for more rights than the service has', async () => {
    const refused = { code: '42501' };
    const { dataSource } = knowledge.database;
    await expect(dataSource.query(`UPDATE knowledge_article_versions SET body = 'x'`)).rejects.toMatchObject(refused);
    await expect(dataSource.query('DELETE FROM knowledge_article_versions')).rejects.toMatchObject(refused);
    await expect(dataSource.query(`UPDATE knowledge_reads SET actor = 'x'`)).rejects.toMatchObject(refused);
  });
});

describe('who read what', () => {
  const reads = async (actor: string) =>
    (await knowledge.get<ReadPageView>(`${PATH}/reads?actor=${actor}&limit=5`)).body.items;

  it('is kept: the words, and what was answered with its version', async () => {
    const actor = 'agent:accounting-agent';
    await search('quokka plain margin', { actor });
    await knowledge.get(`${PATH}/articles/secret-margin`, { actor });
    await knowledge.get(`${PATH}/articles/nothing`, { actor });
    expect((await reads(actor)).map(({ act, asked, found }) => [act, asked, found[0]])).toEqual([
      ['read', 'nothing', undefined],
      ['read', 'secret-margin', 'secret-margin@1'],
      ['search', 'quokka plain margin', expect.stringMatching(/-margin@1$/)],
    ]);
  });

  it('is forgotten when it is old', async () => {
    const log = knowledge.service.app.get(ReadLog, { strict: false });
    expect(await log.sweep()).toBe(0);
    time = new Date(time.getTime() + (READS_KEPT_DAYS + 1) * 86_400_000);
    expect(await log.sweep()).toBeGreaterThan(3);
    expect(await reads('agent:accounting-agent')).toEqual([]);
  });
});

import type { ArticlePageView, ArticleView, ContradictionPageView, SearchView } from '../api/knowledge-views.js';
import { ContradictionDesk } from '../contradictions/contradiction-desk.js';
import { RunningKnowledge } from '../testing/running-knowledge.js';

let time = new Date('2026-11-29T12:00:00.000Z');
let knowledge: RunningKnowledge;
beforeAll(async () => {
  knowledge = await RunningKnowledge.start('knowledge-articles', { clock: { now: () => time } });
}, 60_000);
afterAll(() => knowledge?.stop());

const PATH = '/api/orchestration/knowledge';
const text = (fields: object = {}) => ({
  ...{ domain: 'products', title: 'Wombat canvas', questions: ['What is a wombat canvas?'], body: 'A wombat is soft.' },
  ...{ owner: 'product-director', source: 'spec', dataClass: 'public', ...fields },
});
const post = <T = ArticleView>(path: string, body: object = {}, asking = {}) =>
  knowledge.post<T>(`${PATH}${path}`, body, asking);
const put = (path: string, body: object) => knowledge.put<ArticleView>(`${PATH}${path}`, body);
const search = async (q: string, more = '') =>
  (await knowledge.get<SearchView>(`${PATH}/search?q=${encodeURIComponent(q)}${more}`)).body;
const published = async (id: string, fields: object = {}) => {
  expect((await post('/articles', { id, ...text(fields) })).status).toBe(201);
  await post(`/articles/${id}/submit`);
  expect((await post(`/articles/${id}/publish`)).status).toBe(200);
};
const told = async (type: string, subject: string) => {
  const rows = await knowledge.database.owner.query<{ payload: string | object }[]>(
    `SELECT payload FROM outbox WHERE subject = $1 ORDER BY id`,
    [`vw.orchestration.${type}`],
  );
  const events = rows.map(({ payload }) => (typeof payload === 'string' ? JSON.parse(payload) : payload));
  return events.filter((event) => event.subject === subject).map((event) => event.data);
};

describe('an article', () => {
  it('is found once it is published, and a further version only once that is', async () => {
    expect(await post('/articles', { id: 'wombat', ...text() })).toMatchObject({
      ...{ status: 201, body: { state: 'draft', version: 1, publishedVersion: null, change: 'written' } },
    });
    expect((await post('/articles', { id: 'wombat', ...text() })).status).toBe(409);
    expect((await search('wombat')).items).toEqual([]);
    expect((await post('/articles/wombat/publish')).status).toBe(409);
    expect((await post('/articles/wombat/submit')).status).toBe(200);
    expect((await post('/articles/wombat/publish', { reason: 'checked' })).body).toMatchObject({
      state: 'published',
      publishedVersion: 1,
    });
    expect((await search('wombat')).items).toMatchObject([
      { citation: 'wombat@1', snippet: expect.stringContaining('**wombat**') },
    ]);

    const change = { ...text({ body: 'A wombat is furry.' }), expectedVersion: 1, change: 'furry' };
    expect(await put('/articles/wombat', change)).toMatchObject({
      status: 200,
      body: { state: 'draft', version: 2, publishedVersion: 1 },
    });
    expect((await put('/articles/wombat', change)).status).toBe(409);
    expect((await search('furry wombat')).items).toMatchObject([{ citation: 'wombat@1' }]);
    await post('/articles/wombat/submit');
    await post('/articles/wombat/publish');
    expect((await search('furry wombat')).items).toMatchObject([{ citation: 'wombat@2' }]);
    const versions = await knowledge.get<ArticlePageView>(`${PATH}/articles/wombat/versions`);
    expect(versions.body.items.map(({ version, body }) => [version, body])).toEqual([
      [2, 'A wombat is furry.'],
      [1, 'A wombat is soft.'],
    ]);
    expect((await post('/articles/wombat/retire')).body).toMatchObject({ state: 'retired', publishedVersion: null });
    expect((await search('wombat')).items).toEqual([]);
    expect(
      (await told('article.set', 'wombat')).map(({ state, publishedVersion }) => [state, publishedVersion]),
    ).toEqual([
      ...[
        ['draft', undefined],
        ['in_review', undefined],
        ['published', 1],
        ['draft', 1],
        ['in_review', 1],
      ],
      ...[
        ['published', 2],
        ['retired', undefined],
      ],
    ]);
  });

  it('leaves the count of words as it was when it is gone', async () => {
    const words = () =>
      knowledge.database.owner.query('SELECT lexeme, documents FROM knowledge_lexemes ORDER BY lexeme');
    const before = await words();
    await published('numbat', { title: 'Numbat numbat artworks', body: 'Artworks of a numbat.' });
    expect(await words()).not.toEqual(before);
    await put('/articles/numbat', { ...text({ title: 'Bilby' }), expectedVersion: 1, change: 'other words' });
    await post('/articles/numbat/submit');
    await post('/articles/numbat/publish');
    await post('/articles/numbat/retire');
    expect(await words()).toEqual(before);
  });

  it.each([
    ['a domain that there is not', { domain: 'no-such-domain' }, '/domain'],
    [
      'an end before its beginning',
      { validFrom: '2026-02-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' },
      '/validUntil',
    ],
    [
      'a claim twice',
      {
        claims: [
          { key: 'a', value: '1', unit: '' },
          { key: 'a', value: '2', unit: '' },
        ],
      },
      '/claims/1',
    ],
    ['a reader that is none', { readers: ['everybody'] }, '/readers'],
    ['a class that is none', { dataClass: 'secret' }, '/dataClass'],
    ['no text', { body: '' }, '/body'],
    ['too long a text', { body: 'x'.repeat(20_001) }, '/body'],
  ])('is refused with %s', async (_what, fields, pointer) => {
    const { status, body } = await post<{ errors: { pointer: string }[] }>('/articles', {
      id: 'faulty',
      ...text(fields),
    });
    expect(status).toBe(422);
    expect(body.errors.map((error) => error.pointer).join(' ')).toContain(pointer);
  });

  it('is written once for a key, and says when it must be looked at again', async () => {
    const headers = { 'idempotency-key': 'once' };
    const twice = [1, 2].map(() => post('/articles', { id: 'quoll', ...text() }, { headers }));
    expect((await Promise.all(twice)).map(({ status }) => status)).toEqual([201, 201]);
    await post('/articles/quoll/submit');
    await post('/articles/quoll/publish');
    expect((await search('wombat canvas')).items[0]).toMatchObject({ id: 'quoll', isReviewOverdue: false });
    const due = async () =>
      (await knowledge.get<ArticlePageView>(`${PATH}/articles?isDue=true&limit=500`)).body.items.map(({ id }) => id);
    expect(await due()).toEqual([]);
    time = new Date(time.getTime() + 181 * 86_400_000);
    expect(await due()).toContain('quoll');
    expect((await search('wombat canvas')).items[0]).toMatchObject({ id: 'quoll', isReviewOverdue: true });
  });
});

describe('searching', () => {
  beforeAll(async () => {
    for (let n = 1; n <= 7; n += 1) {
      await published(`echidna-${n}`, {
        domain: n > 5 ? 'faq' : 'products',
        title: `Echidna ${n}`,
        body: `Number ${n}. ${'Long ago. '.repeat(50)} An echidna swims.`,
      });
    }
  }, 60_000);

  it('gives pages that are together everything once, in one order', async () => {
    const all = (await search('echidna', '&limit=50')).items.map(({ id }) => id);
    expect(all).toHaveLength(7);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search('echidna', `&limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all);
    expect((await knowledge.get(`${PATH}/search?q=x&cursor=nonsense`)).status).toBe(400);
  });

  it('keeps to a domain, cuts out the place, and finds what is misspelt', async () => {
    expect((await search('echidna', '&domain=faq')).items.map(({ id }) => id).sort()).toEqual([
      'echidna-6',
      'echidna-7',
    ]);
    const [first] = (await search('echydna swiming')).items;
    expect(first!.id).toMatch(/^echidna-/);
    expect(first!.snippet).toContain('**echidna** **swims**');
    expect(first!.snippet.length).toBeLessThan(400);
  });

  it.each(['zzzqqq', 'the of and', `'); DROP TABLE knowledge_reads; --`, '& | ! <-> :*', '\\'])(
    'has no answer to %s, and no fault',
    async (q) => {
      const { status, body } = await knowledge.get<SearchView>(`${PATH}/search?q=${encodeURIComponent(q)}`);
      expect({ status, embeddings: body.embeddings }).toEqual({ status: 200, embeddings: 'off' });
    },
  );
});

describe('contradictions', () => {
  const open = async (key: string) => {
    const { body } = await knowledge.get<ContradictionPageView>(`${PATH}/contradictions?limit=500`);
    return body.items.filter((one) => one.key === key);
  };
  const says = (value: string, fields: object = {}) => ({
    claims: [{ key: 'dingo.legs', value, unit: 'legs' }],
    ...fields,
  });

  it('are found when the second is published, resolved by a person, and past when one says something else', async () => {
    await published('dingo-a', says('3'));
    expect(await open('dingo.legs')).toEqual([]);
    await published('dingo-b', says('4.0'));
    const [found] = await open('dingo.legs');
    expect(found).toMatchObject({
      state: 'open',
      first: { citation: 'dingo-a@1', value: '3' },
      second: { value: '4' },
    });
    const resolve = (body: object, asking = {}) => post(`/contradictions/${found!.id}/resolve`, body, asking);
    const RIGHT = { holds: 'dingo-b', reason: 'Somebody counted.' };
    expect((await resolve(RIGHT, { actor: 'agent:sales-director' })).status).toBe(403);
    expect((await resolve({ ...RIGHT, holds: 'quoll' })).status).toBe(422);
    expect((await resolve(RIGHT)).body).toMatchObject({ state: 'resolved' });
    const warnings = async () =>
      Object.fromEntries(
        (await search('wombat', '&limit=50')).items.map(({ id, warnings: of }) => [id, of.map(({ state }) => state)]),
      );
    expect(await warnings()).toMatchObject({ 'dingo-a': ['resolved'], 'dingo-b': [] });

    await put('/articles/dingo-a', { ...text(says('4')), expectedVersion: 1, change: 'counted' });
    await post('/articles/dingo-a/submit');
    await post('/articles/dingo-a/publish');
    expect(await open('dingo.legs')).toMatchObject([{ state: 'past', holds: 'dingo-b', resolvedBy: 'user:spec' }]);
    expect(await warnings()).toMatchObject({ 'dingo-a': [], 'dingo-b': [] });
    expect((await resolve(RIGHT)).status).toBe(409);
    const states = (await told('contradiction.set', found!.id)).map(({ state }) => state);
    expect(states).toEqual(['open', 'resolved', 'past']);
  });

  it('begin and end with the time for which articles are valid, without anybody publishing', async () => {
    const until = new Date(time.getTime() + 86_400_000).toISOString();
    await published('dingo-c', says('5', { validUntil: until }));
    const states = async () =>
      (await open('dingo.legs')).filter(({ second }) => second.value === '5').map(({ state }) => state);
    expect(await states()).toEqual(['open', 'open']);
    time = new Date(time.getTime() + 2 * 86_400_000);
    const desk = knowledge.service.app.get(ContradictionDesk, { strict: false });
    expect(await desk.sweep()).toBe(2);
    expect(await desk.sweep()).toBe(0);
    expect(await states()).toEqual(['past', 'past']);
  });

  it('are one for two that are published at the same time', async () => {
    const legs = (value: string) => ({ claims: [{ key: 'kangaroo.legs', value, unit: '' }] });
    for (const n of [1, 2]) {
      await post('/articles', { id: `kangaroo-${n}`, ...text(legs(String(n))) });
      await post(`/articles/kangaroo-${n}/submit`);
    }
    const both = await Promise.all([1, 2].map((n) => post(`/articles/kangaroo-${n}/publish`)));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await open('kangaroo.legs')).toHaveLength(1);
  });
});

import { run } from '../run.js';
import { FakeGateway, type Answer, type Seen } from '../testing/fake-gateway.js';
import { fakeTerminal } from '../testing/fake-terminal.js';

const gateway = new FakeGateway();
beforeAll(() => gateway.open());
afterAll(() => gateway.close());
beforeEach(() => void (gateway.seen.length = 0));

async function knowledge(args: readonly string[], answers: Readonly<Record<string, Answer>> = {}) {
  const terminal = fakeTerminal();
  gateway.answer = ({ method, path }: Seen) =>
    answers[`${method} ${path}`] ?? { status: 404, json: { title: 'No such article' } };
  const code = await run(['knowledge', ...args, '--url', gateway.url, '--key', 'a-key'], terminal);
  return { code, out: terminal.out(), err: terminal.err() };
}

const PATH = '/api/orchestration/knowledge';
const sent = () => JSON.parse(gateway.seen.at(-1)!.body.toString('utf8')) as Record<string, unknown>;

const warning = { key: 'price.lowest', unit: 'USD', value: '153', state: 'open', reason: null };
const other = { citation: 'faq-price-range@1', value: '400', source: 'q&a' };
const found = {
  ...{ citation: 'price-lowest-live@1', title: 'Lowest price', snippet: 'From **$153.00**', source: 'ladder' },
  ...{ isReviewOverdue: true, warnings: [{ ...warning, other }] },
};
const article = {
  ...{
    id: 'a',
    version: 2,
    citation: 'a@2',
    domain: 'faq',
    title: 'T',
    questions: ['Q?'],
    body: 'Line one.\nLine two.',
  },
  ...{
    owner: 'o',
    source: 's',
    validFrom: '2026-01-01',
    validUntil: null,
    reviewDue: '2026-07-01',
    dataClass: 'public',
  },
  ...{
    state: 'draft',
    publishedVersion: 1,
    warnings: [{ ...warning, state: 'resolved', reason: 'live prices', other: null }],
  },
};

describe('vw knowledge search', () => {
  it('shows answers with article, version, source and what contradicts them', async () => {
    const { code, out } = await knowledge(['search', 'cheapest', 'print', '--domain', 'pricing'], {
      [`GET ${PATH}/search`]: { json: { items: [found], embeddings: 'off' } },
    });
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({ q: 'cheapest print', domain: 'pricing', limit: '5' });
    expect(out).toContain('price-lowest-live@1  Lowest price');
    expect(out).toContain('source: ladder');
    expect(out).toContain('its review is overdue');
    expect(out).toContain('price.lowest is 153 USD here, 400 USD in faq-price-range@1; nobody has said which holds');
  });

  it('ends with 1 when nothing is known', async () => {
    const { code, out } = await knowledge(['search', 'x'], {
      [`GET ${PATH}/search`]: { json: { items: [], embeddings: 'off' } },
    });
    expect(code).toBe(1);
    expect(out).toContain('Nothing is known of it');
  });
});

describe('vw knowledge show, add, review', () => {
  it('shows an article, and what is wrong with it', async () => {
    const { out } = await knowledge(['show', 'a'], { [`GET ${PATH}/articles/a`]: { json: article } });
    for (const part of ['a@2  T', 'draft; version 1 is published', '? Q?', 'Line two.', 'by 2026-07-01'])
      expect(out).toContain(part);
    expect(out).toContain(
      'wrong: price.lowest is 153 USD here, and another value in an article that you may not read holds (live prices)',
    );
    expect((await knowledge(['show', 'nothing'])).code).toBe(5);
  });

  it.each([
    ['--submit', 'submit'],
    ['--publish', 'publish'],
    ['--send-back', 'send-back'],
    ['--retire', 'retire'],
  ])('review %s', async (option, step) => {
    const answers = { [`POST ${PATH}/articles/a/${step}`]: { json: { ...article, state: 'published' } } };
    const { code, out } = await knowledge(['review', 'a', option, '--reason', 'looked at'], answers);
    expect({ code, out }).toEqual({ code: 0, out: 'a@2 is published.\n' });
    expect(sent()).toEqual({ reason: 'looked at' });
    expect(gateway.seen[0]!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('review without an article lists what waits, and wants one step for one article', async () => {
    const { out } = await knowledge(['review'], { [`GET ${PATH}/articles`]: { json: { items: [article] } } });
    expect(gateway.seen.map(({ query }) => query['state'] ?? query['isDue'])).toEqual(['in_review', 'true']);
    expect(out).toContain('in review\ta@2\tfaq\to\tT');
    expect((await knowledge(['review', 'a'])).code).toBe(2);
    expect((await knowledge(['review', 'a', '--submit', '--publish'])).code).toBe(2);
    expect((await knowledge(['review', '--publish'])).code).toBe(2);
  });
});

describe('vw knowledge contradictions', () => {
  const side = (id: string, value: string) => ({ articleId: id, citation: `${id}@1`, value, source: `${id} says` });
  const one = {
    ...{ id: 'c1', key: 'price.lowest', unit: 'USD', first: side('a', '400'), second: side('b', '153') },
    ...{ state: 'open', holds: null, reason: null },
  };

  it('lists both sides with their sources', async () => {
    const { out } = await knowledge(['contradictions'], { [`GET ${PATH}/contradictions`]: { json: { items: [one] } } });
    expect(gateway.seen[0]!.query).toMatchObject({ state: 'open' });
    expect(out).toContain('c1\topen\tprice.lowest (USD)\ta@1: 400\ta says\tb@1: 153\tb says\t');
  });

  it('takes which one holds, with a reason', async () => {
    const answers = { [`POST ${PATH}/contradictions/c1/resolve`]: { json: { id: 'c1', state: 'resolved' } } };
    const { code, out } = await knowledge(['contradictions', 'c1', '--holds', 'b', '--reason', 'live'], answers);
    expect(code).toBe(0);
    expect(sent()).toEqual({ holds: 'b', reason: 'live' });
    expect(out).toContain('b holds.');
    expect((await knowledge(['contradictions', 'c1', '--holds', 'b'])).code).toBe(2);
  });
});

describe('vw knowledge accuracy', () => {
  const share = (right: number, samples: number) => ({
    ...{ samples, right, share: right / samples, interval: { low: 0.95, high: 0.99 } },
  });
  const none = { samples: 0, right: 0, share: null, interval: null };
  const miss = { id: 'q1', question: 'Q?', expected: 'a', answered: null };

  it.each([
    ['ends with 0 above 98 %', share(199, 200), 0, '99.5 %'],
    ['ends with 1 at 98 %', share(196, 200), 1, '98.0 %'],
    ['ends with 1 when nothing was measured', none, 1, 'all\t0\t0\t–\t–'],
  ])('%s', async (_what, all, code, text) => {
    const json = { all, tuned: none, heldOut: none, answered: none, misses: [miss] };
    const answered = await knowledge(['accuracy'], { [`GET ${PATH}/accuracy`]: { json } });
    expect(answered.code).toBe(code);
    expect(answered.out).toContain(text);
    expect(answered.out).toContain('q1\tQ?\ta\t');
  });
});

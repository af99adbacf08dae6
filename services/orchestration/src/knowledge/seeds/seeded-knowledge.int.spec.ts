import type { KnowledgeAccuracyView } from '../api/golden.controller.js';
import type { ContradictionPageView, SearchView } from '../api/knowledge-views.js';
import { RunningKnowledge } from '../testing/running-knowledge.js';
import { KnowledgeSeeder } from './knowledge-seeder.js';
import { seededArticles, seededDomains, seededQuestions } from './seeds.js';

let knowledge: RunningKnowledge;
beforeAll(async () => {
  knowledge = await RunningKnowledge.start('knowledge-seeds');
}, 60_000);
afterAll(() => knowledge?.stop());

const PATH = '/api/orchestration/knowledge';

describe('what the shop knows from the beginning', () => {
  it('is more than a handful, with a source and an owner each', () => {
    expect(seededArticles().length).toBeGreaterThanOrEqual(60);
    expect(seededQuestions().length).toBeGreaterThanOrEqual(120);
    expect(seededQuestions().filter(({ split }) => split === 'held_out').length).toBeGreaterThanOrEqual(60);
    const domains = new Set(seededDomains().map(({ id }) => id));
    for (const { id, source, owner, domain } of seededArticles()) {
      expect([id, source !== '', owner !== '', domains.has(domain)]).toEqual([id, true, true, true]);
    }
  });

  it('has every question once, and one at least for every article', () => {
    const questions = seededQuestions();
    expect(new Set(questions.map(({ question }) => question.toLowerCase())).size).toBe(questions.length);
    const asked = new Set(questions.map(({ expectedArticle }) => expectedArticle));
    expect(seededArticles().filter(({ id }) => !asked.has(id))).toEqual([]);
  });

  it('answers golden questions by the right article in more than 98 of 100 cases', async () => {
    const { status, body } = await knowledge.get<KnowledgeAccuracyView>(`${PATH}/accuracy`);
    expect(status).toBe(200);
    expect(body.misses.slice(0, Math.ceil(0.02 * body.all.samples) + 30)).toEqual(expect.any(Array));
    if (body.all.share! <= 0.98) expect(body.misses).toEqual([]);
    expect(body.all.samples).toBe(seededQuestions().length);
    expect(body.all.share).toBeGreaterThan(0.98);
    expect(body.heldOut.share).toBeGreaterThan(0.9);
  });

  it('has the known contradictions on the list, with both sources', async () => {
    const { body } = await knowledge.get<ContradictionPageView>(`${PATH}/contradictions?state=open&limit=200`);
    const lowest = body.items.find(({ key }) => key === 'price.lowest');
    expect(lowest).toMatchObject({
      unit: 'USD',
      first: { citation: 'faq-price-range@1', value: '400', source: expect.stringContaining('q&a') },
      second: { citation: 'price-lowest-live@1', value: '153', source: expect.stringContaining('live prices') },
    });
    const sizes = body.items.filter(({ key }) => key === 'edition.size');
    expect(sizes).toHaveLength(6);
    const values = new Set(sizes.flatMap(({ first, second }) => [first.value, second.value]));
    expect([...values].sort()).toEqual(['100', '300', '50-100', '600']);
    // Nobody stated that the website and the ladder answer one question: it was read from their texts.
    expect(body.items.map(({ key }) => key)).toContain('asked:artwork-price-range');
  });

  it('carries the contradiction with the answer', async () => {
    const { body } = await knowledge.get<SearchView>(
      `${PATH}/search?q=${encodeURIComponent('what is the cheapest print')}`,
    );
    expect(body.items[0]).toMatchObject({ citation: 'price-lowest-live@1' });
    expect(body.items[0]!.warnings).toContainEqual(
      expect.objectContaining({
        key: 'price.lowest',
        value: '153',
        state: 'open',
        other: expect.objectContaining({ citation: 'faq-price-range@1', value: '400' }),
      }),
    );
  });

  it('is entered once', async () => {
    const seeder = knowledge.service.app.get(KnowledgeSeeder, { strict: false });
    expect(await seeder.seed()).toBe(0);
  });
});

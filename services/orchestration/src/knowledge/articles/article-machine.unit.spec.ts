import { ARTICLE_STATES, type ArticleState } from '../article.js';
import { ARTICLE_STEPS, moveArticle, type ArticleStep } from './article-machine.js';

const TRANSITIONS: readonly (readonly [from: ArticleState, step: ArticleStep, to: ArticleState])[] = [
  ['draft', 'revise', 'draft'],
  ['draft', 'submit', 'in_review'],
  ['draft', 'retire', 'retired'],
  ['in_review', 'revise', 'draft'],
  ['in_review', 'send_back', 'draft'],
  ['in_review', 'publish', 'published'],
  ['in_review', 'retire', 'retired'],
  ['published', 'revise', 'draft'],
  ['published', 'retire', 'retired'],
  ['retired', 'revise', 'draft'],
];

const REFUSED: readonly (readonly [from: ArticleState, step: ArticleStep, why: RegExp])[] = [
  ['draft', 'send_back', /draft already/],
  ['draft', 'publish', /submit it for review/],
  ['in_review', 'submit', /in review already/],
  ['published', 'submit', /new version/],
  ['published', 'send_back', /new version/],
  ['published', 'publish', /published already/],
  ['retired', 'submit', /new version/],
  ['retired', 'send_back', /new version/],
  ['retired', 'publish', /new version/],
  ['retired', 'retire', /retired already/],
];

describe('the states of an article', () => {
  it.each(TRANSITIONS)('lead from %s by %s to %s', (from, step, to) => {
    expect(moveArticle(from, step)).toEqual({ ok: true, to });
  });

  it.each(REFUSED)('refuse in %s to %s, and say why', (from, step, why) => {
    expect(moveArticle(from, step)).toEqual({ ok: false, reason: expect.stringMatching(why) });
  });

  it('are all told of above, with every step', () => {
    const told = [...TRANSITIONS, ...REFUSED].map(([from, step]) => `${from} ${step}`).sort();
    expect(told).toEqual(ARTICLE_STATES.flatMap((from) => ARTICLE_STEPS.map((step) => `${from} ${step}`)).sort());
  });

  it('lead to published from review alone', () => {
    const before = TRANSITIONS.filter(([, , to]) => to === 'published').map(([from]) => from);
    expect(before).toEqual(['in_review']);
  });
});

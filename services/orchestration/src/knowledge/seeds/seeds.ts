import { readFileSync } from 'node:fs';
import type { ArticleText, Claim, Domain } from '../article.js';
import type { GoldenQuestion } from '../golden/golden-rows.js';

export type SeededDomain = Pick<Domain, 'id' | 'title' | 'owner' | 'readers' | 'reviewEveryDays'>;

/** An article as it is delivered: published, public and for whoever may read its domain unless it says otherwise. */
export type SeededArticle = Pick<ArticleText, 'domain' | 'title' | 'questions' | 'body' | 'owner' | 'source'> & {
  readonly id: string;
  readonly dataClass?: ArticleText['dataClass'];
  readonly readers?: readonly string[];
  readonly claims?: readonly Claim[];
};

export const seededDomains = (): SeededDomain[] => read('domains.json');
export const seededArticles = (): SeededArticle[] => read('articles.json');
export const seededQuestions = (): GoldenQuestion[] => read('golden-questions.json');

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')) as T;
}

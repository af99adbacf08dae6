import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { Rosters } from '../../registry/roster.js';
import { ReadLog, type ReadAct } from '../access/read-log.js';
import { readerOf, type Reader } from '../access/reader.js';
import { citationOf, type Article } from '../article.js';
import { findArticle, listArticles, type ArticlesAsked } from '../articles/article-rows.js';
import { findPublished, listPublished } from '../articles/published-rows.js';
import {
  listContradictions,
  warningsFor,
  type ContradictionShown,
  type Warning,
} from '../contradictions/contradiction-rows.js';
import type { ContradictionState } from '../contradictions/standings.js';
import { noArticle } from '../knowledge-problems.js';
import { ArticleSearch, type SearchAnswer, type Searching } from '../search/article-search.js';
import { articleView, publishedView, warningView, type ArticleView } from './knowledge-views.js';

/** Every way in which knowledge is read: who asks becomes a reader, and what was answered is logged. */
@Injectable()
export class KnowledgeReader {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly rosters: Rosters,
    private readonly searching: ArticleSearch,
    private readonly log: ReadLog,
    private readonly clock: Clock,
  ) {}

  async search(
    actor: string,
    asked: Searching,
  ): Promise<SearchAnswer & { readonly warnings: ReadonlyMap<string, readonly Warning[]> }> {
    const reader = await this.readerOf(actor);
    // One more than a page: it says whether there is a further one, and is not shown.
    const answer = await this.searching.search(reader, { ...asked, limit: asked.limit + 1 });
    const shown = answer.found.slice(0, asked.limit);
    const ids = shown.map(({ id }) => id);
    const [warnings] = await Promise.all([
      warningsFor(this.dataSource, reader, this.clock.now(), ids),
      this.logged(actor, 'search', asked.q, shown),
    ]);
    return { ...answer, warnings };
  }

  /** People see the newest version, agents what is published. @throws Problem 404 */
  async article(actor: string, id: string): Promise<ArticleView> {
    const [reader, now] = [await this.readerOf(actor), this.clock.now()];
    const view =
      reader.kind === 'person'
        ? await findArticle(this.dataSource, id).then((found) => found && articleView(found))
        : await findPublished(this.dataSource, reader, now, id).then((found) => found && publishedView(found));
    await this.logged(actor, 'read', id, view ? [view] : []);
    if (!view) throw noArticle(id);
    const warnings = await warningsFor(this.dataSource, reader, now, [id]);
    return { ...view, warnings: (warnings.get(id) ?? []).map(warningView) };
  }

  /** In the order of their ids. */
  async articles(actor: string, asked: ArticlesAsked): Promise<ArticleView[]> {
    const reader = await this.readerOf(actor);
    const views =
      reader.kind === 'person'
        ? (await listArticles(this.dataSource, asked)).map((article: Article) => articleView(article))
        : await this.publishedFor(reader, asked);
    await this.logged(actor, 'list', `state=${asked.state ?? ''} domain=${asked.domain ?? ''}`, views);
    return views;
  }

  async contradictions(
    actor: string,
    asked: {
      readonly state?: ContradictionState | undefined;
      readonly cursor?: string | undefined;
      readonly limit: number;
    },
  ): Promise<ContradictionShown[]> {
    const found = await listContradictions(this.dataSource, await this.readerOf(actor), this.clock.now(), asked);
    const sides = found.flatMap(({ first, second }) => [first, second]);
    await this.logged(
      actor,
      'contradictions',
      `state=${asked.state ?? ''}`,
      sides.map(({ articleId, version }) => ({ id: articleId, version })),
    );
    return found;
  }

  private async publishedFor(reader: Reader, asked: ArticlesAsked): Promise<ArticleView[]> {
    if (asked.state !== undefined && asked.state !== 'published') return [];
    return (await listPublished(this.dataSource, reader, this.clock.now(), asked)).map(publishedView);
  }

  private async readerOf(actor: string): Promise<Reader> {
    return readerOf(actor, await this.rosters.current());
  }

  private logged(actor: string, act: ReadAct, asked: string, found: readonly { id: string; version: number }[]) {
    return this.log.append({ actor, act, asked, found: found.map(({ id, version }) => citationOf(id, version)) });
  }
}

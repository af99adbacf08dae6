import { Inject, Injectable } from '@nestjs/common';
import { ArticleSet } from '@vividwalls/events';
import { Outbox, UnitOfWork, type NewEvent } from '@vividwalls/messaging';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { assertExpected, refuse } from '../../registry/registry-problems.js';
import { Rosters } from '../../registry/roster.js';
import { readerOf } from '../access/reader.js';
import type { Article, ArticleText } from '../article.js';
import { replaceClaims } from '../claims/claim-rows.js';
import { ContradictionDesk } from '../contradictions/contradiction-desk.js';
import { assertPersonKeeps, noArticle } from '../knowledge-problems.js';
import { bumpKnowledge, lockKnowledge } from '../knowledge-state.js';
import { articleFaults } from './article-faults.js';
import { moveArticle, type ArticleStep } from './article-machine.js';
import { findArticle, insertArticles, insertVersions, setArticleState } from './article-rows.js';
import { findPublished, publishNewest, unpublish } from './published-rows.js';

export interface ArticleChanging {
  readonly actor: string;
  readonly keyed?: KeyedRequest | undefined;
}

const AGENTS_PROPOSE = 'agents propose drafts, and people decide what is published';

/**
 * Articles from draft to retired. People write and agents may propose; only people let a draft go on. What is published stays so
 * until a further version is published in its place.
 */
@Injectable()
export class ArticleDesk {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: Pick<UnitOfWork, 'run'>,
    @Inject(Outbox) private readonly outbox: Pick<Outbox, 'append'>,
    private readonly clock: Clock,
    private readonly rosters: Rosters,
    private readonly contradictions: ContradictionDesk,
  ) {}

  /** A new article, a draft. @throws Problem 409 when there is one of this id, 422 with every fault */
  create(id: string, text: ArticleText, by: ArticleChanging): Promise<Article> {
    return this.keyed(id, by, async (tx) => {
      refuse(`The article ${id}`, await articleFaults(tx, text));
      const change = by.actor.startsWith('agent:') ? 'proposed' : 'written';
      const at = this.clock.now();
      const draft = { id, ...text, version: 1, state: 'draft' as const, change, actor: by.actor, recordedAt: at };
      const [entered] = await insertArticles(tx, [draft]);
      if (entered === undefined) throw new Problem(409, 'Id in use', `There is an article ${id} already.`);
      await this.tell(tx, id, by.actor);
    });
  }

  /** A further version, a draft. @throws Problem 404, 409 when it was changed meanwhile, 422 with every fault */
  revise(
    id: string,
    text: ArticleText & { readonly change: string; readonly expectedVersion: number },
    by: ArticleChanging,
  ): Promise<Article> {
    const { expectedVersion, change, ...rest } = text;
    return this.keyed(id, by, async (tx) => {
      const before = await this.locked(tx, id);
      if (by.actor.startsWith('agent:')) await this.assertMayPropose(tx, before, by.actor);
      assertExpected(`The article ${id}`, before.version, expectedVersion);
      refuse(`The article ${id}`, await articleFaults(tx, rest));
      const at = this.clock.now();
      const version = before.version + 1;
      await insertVersions(tx, [{ id, ...rest, version, change, actor: by.actor, recordedAt: at }]);
      await setArticleState(tx, { id, state: 'draft', version, updatedAt: at, updatedBy: by.actor });
      await this.tell(tx, id, by.actor);
    });
  }

  /** A step of its review. @throws Problem 403 for agents, 404, 409 when its state does not allow it */
  move(
    id: string,
    step: Exclude<ArticleStep, 'revise'>,
    reason: string | undefined,
    by: ArticleChanging,
  ): Promise<Article> {
    assertPersonKeeps(by.actor, AGENTS_PROPOSE);
    return this.keyed(id, by, async (tx) => {
      await lockKnowledge(tx);
      const before = await this.locked(tx, id);
      const moved = moveArticle(before.state, step);
      if (!moved.ok) throw new Problem(409, 'Not now', moved.reason);
      const at = this.clock.now();
      await setArticleState(tx, { ...before, state: moved.to, updatedAt: at, updatedBy: by.actor });
      if (step === 'publish') {
        refuse(`The article ${id}`, await articleFaults(tx, before));
        await publishNewest(tx, [id], at, by.actor);
        await this.contradictions.look(tx, await replaceClaims(tx, [before]));
      } else if (step === 'retire' && before.publishedVersion !== null) {
        const keys = await replaceClaims(tx, [], [id]);
        await unpublish(tx, [id]);
        await this.contradictions.look(tx, keys);
      }
      await bumpKnowledge(tx);
      await this.tell(tx, id, by.actor, reason ?? DONE[step]);
    });
  }

  private async assertMayPropose(tx: EntityManager, article: Article, actor: string): Promise<void> {
    const reader = readerOf(actor, await this.rosters.current(tx));
    const own = article.state === 'draft' && article.actor === actor;
    if (!own && !(await findPublished(tx, reader, this.clock.now(), article.id))) throw noArticle(article.id);
    if (!own && article.state !== 'published') {
      throw new Problem(
        409,
        'Not now',
        'A version of it is being written or reviewed; propose yours when that is done.',
      );
    }
  }

  private keyed(id: string, { keyed }: ArticleChanging, work: (tx: EntityManager) => Promise<void>): Promise<Article> {
    return this.unitOfWork.run(async (tx) => {
      await once(tx, keyed, this.clock.now(), async () => {
        await work(tx);
        return { id };
      });
      return (await findArticle(tx, id))!;
    });
  }

  private async locked(tx: EntityManager, id: string): Promise<Article> {
    const article = await findArticle(tx, id, true);
    if (!article) throw noArticle(id);
    return article;
  }

  private async tell(tx: EntityManager, id: string, actor: string, change?: string): Promise<void> {
    const article = (await findArticle(tx, id))!;
    await this.outbox.append(tx, [articleSet(article, change ?? article.change, actor)]);
  }
}

const DONE: Readonly<Record<Exclude<ArticleStep, 'revise'>, string>> = {
  ...{ submit: 'submitted for review', send_back: 'sent back', publish: 'published', retire: 'retired' },
};

const CHANGE_CHARACTERS = 500;

/** The news of an article as it is now. */
export function articleSet(article: Article, change: string, actor: string): NewEvent<ArticleSet> {
  const { id, domain, title, state, version, publishedVersion, source } = article;
  const data: ArticleSet = {
    ...{ articleId: id, domain, title, state, articleVersion: version, source },
    ...(publishedVersion !== null && { publishedVersion }),
    change: change.slice(0, CHANGE_CHARACTERS),
  };
  return { event: ArticleSet, subject: id, data, version, actor };
}

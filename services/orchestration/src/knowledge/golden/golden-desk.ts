import { Inject, Injectable } from '@nestjs/common';
import { GoldenQuestionSet } from '@vividwalls/events';
import { Outbox, UnitOfWork, type NewEvent } from '@vividwalls/messaging';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { findArticle } from '../articles/article-rows.js';
import { refuse } from '../../registry/registry-problems.js';
import { assertPersonKeeps } from '../knowledge-problems.js';
import { bumpKnowledge, knowledgeState, lockKnowledge } from '../knowledge-state.js';
import { ArticleSearch } from '../search/article-search.js';
import { accuracyOf, type Judged, type KnowledgeAccuracy } from './accuracy.js';
import {
  insertQuestions,
  liveQuestions,
  retireQuestion,
  type GoldenQuestion,
  type KeptQuestion,
} from './golden-rows.js';

/** Questions that are asked at once: measuring keeps no more than two connections from others. */
const AT_ONCE = 2;

interface By {
  readonly actor: string;
  readonly keyed?: KeyedRequest | undefined;
}

const PEOPLE_MEASURE = 'questions that it is measured by are kept by people';

/** Golden questions, and how often they are answered by the right article. */
@Injectable()
export class GoldenDesk {
  private last: { readonly state: string; readonly accuracy: Promise<KnowledgeAccuracy> } | undefined;

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: Pick<UnitOfWork, 'run'>,
    @Inject(Outbox) private readonly outbox: Pick<Outbox, 'append'>,
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly search: ArticleSearch,
  ) {}

  /** @throws Problem 403 for agents, 409 when there is one of this id, 422 for an article that there is not */
  async add(question: GoldenQuestion, { actor, keyed }: By): Promise<{ id: string }> {
    assertPersonKeeps(actor, PEOPLE_MEASURE);
    return this.unitOfWork.run((tx) =>
      once(tx, keyed, this.clock.now(), async () => {
        await lockKnowledge(tx);
        const article = await findArticle(tx, question.expectedArticle);
        refuse('The question', article ? [] : [{ pointer: '/expectedArticle', message: 'is no article' }]);
        const kept = { ...question, retired: false, addedBy: actor, addedAt: this.clock.now() };
        const [entered] = await insertQuestions(tx, [kept]);
        if (entered === undefined) throw new Problem(409, 'Id in use', `There is a question ${question.id} already.`);
        await this.tell(tx, kept, actor);
        return { id: question.id };
      }),
    );
  }

  /** It counts no more; it stays, for what was measured with it. @throws Problem 403 for agents, 404 */
  async retire(id: string, { actor, keyed }: By): Promise<{ id: string }> {
    assertPersonKeeps(actor, PEOPLE_MEASURE);
    return this.unitOfWork.run((tx) =>
      once(tx, keyed, this.clock.now(), async () => {
        await lockKnowledge(tx);
        const retired = await retireQuestion(tx, id);
        if (!retired) throw new Problem(404, 'No such question', `There is no question ${id.slice(0, 100)}.`);
        await this.tell(tx, retired, actor);
        return { id };
      }),
    );
  }

  /** Measured with what is published now, as a person reads it; kept until anything of it changes. */
  async accuracy(): Promise<KnowledgeAccuracy> {
    const state = await knowledgeState(this.dataSource);
    if (this.last?.state === state) return this.last.accuracy;
    const accuracy = this.measure();
    this.last = { state, accuracy };
    // A failure is not kept: the next one who asks measures again.
    accuracy.catch(() => (this.last = undefined));
    return accuracy;
  }

  private async measure(): Promise<KnowledgeAccuracy> {
    const questions = await liveQuestions(this.dataSource);
    const judged: Judged[] = [];
    for (let next = 0; next < questions.length; next += AT_ONCE) {
      const few = questions.slice(next, next + AT_ONCE);
      judged.push(...(await Promise.all(few.map((question) => this.judge(question)))));
    }
    return accuracyOf(judged);
  }

  private async judge(question: KeptQuestion): Promise<Judged> {
    const reader = { kind: 'person', actor: 'system' } as const;
    const { found } = await this.search.search(reader, { q: question.question, limit: 1, snippets: false });
    return { question, answered: found[0]?.id ?? null };
  }

  private async tell(tx: EntityManager, question: KeptQuestion, actor: string): Promise<void> {
    await this.outbox.append(tx, [goldenQuestionSet(question, actor)]);
    await bumpKnowledge(tx);
  }
}

export function goldenQuestionSet(kept: KeptQuestion, actor: string): NewEvent<GoldenQuestionSet> {
  const { id, question, expectedArticle, split, retired } = kept;
  const data = { questionId: id, question, expectedArticleId: expectedArticle, split, retired };
  return { event: GoldenQuestionSet, subject: id, data, actor };
}

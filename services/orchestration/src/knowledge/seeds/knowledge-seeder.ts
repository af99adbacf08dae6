import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { articleSet } from '../articles/article-desk.js';
import { insertArticles } from '../articles/article-rows.js';
import { publishNewest } from '../articles/published-rows.js';
import { replaceClaims } from '../claims/claim-rows.js';
import { ContradictionDesk } from '../contradictions/contradiction-desk.js';
import { domainSet } from '../domains/domain-desk.js';
import { insertDomains } from '../domains/domain-rows.js';
import { goldenQuestionSet } from '../golden/golden-desk.js';
import { insertQuestions } from '../golden/golden-rows.js';
import { bumpKnowledge, lockKnowledge } from '../knowledge-state.js';
import { seededArticles, seededDomains, seededQuestions } from './seeds.js';

const CHANGE = 'entered from the papers of the shop';

/** What the papers say was so before anybody asked. */
const VALID_FROM = new Date('2025-01-01T00:00:00Z');

/**
 * Puts in what the shop knows and the base has not: its rules, prices and figures with their sources, published, and the questions
 * by which it is measured. What is there stays as people made it; what they retired does not come back.
 */
@Injectable()
export class KnowledgeSeeder implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: Pick<UnitOfWork, 'run'>,
    @Inject(Outbox) private readonly outbox: Pick<Outbox, 'append'>,
    private readonly clock: Clock,
    private readonly contradictions: ContradictionDesk,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.seed();
  }

  /** @returns how many articles were entered */
  seed(): Promise<number> {
    const at = this.clock.now();
    const by = { actor: 'system', recordedAt: at };
    const domains = seededDomains().map((one) => ({ ...one, version: 1, changedAt: at, changedBy: by.actor }));
    const articles = seededArticles().map((one) => ({
      ...{ dataClass: 'public' as const, readers: [], claims: [], ...one },
      ...{ validFrom: VALID_FROM, validUntil: null, reviewDue: null },
      ...{ ...by, version: 1, state: 'published' as const, change: CHANGE },
    }));
    const questions = seededQuestions().map((one) => ({ ...one, retired: false, addedBy: by.actor, addedAt: at }));
    return this.unitOfWork.run(async (tx) => {
      // Replicas start together: one seeds, the others find it done.
      await lockKnowledge(tx);
      const newDomains = new Set(await insertDomains(tx, domains));
      const entered = new Set(await insertArticles(tx, articles));
      const newQuestions = new Set(await insertQuestions(tx, questions));
      const published = articles.filter(({ id }) => entered.has(id));
      const told = [
        ...domains.filter(({ id }) => newDomains.has(id)).map(domainSet),
        ...published.map((one) => {
          const article = { ...one, publishedVersion: 1, updatedAt: at, updatedBy: by.actor };
          return articleSet(article, CHANGE, by.actor);
        }),
        ...questions.filter(({ id }) => newQuestions.has(id)).map((one) => goldenQuestionSet(one, by.actor)),
      ];
      if (told.length === 0) return 0;
      await publishNewest(tx, [...entered], at, by.actor);
      const keys = await replaceClaims(tx, published);
      await this.contradictions.look(tx, keys);
      await this.outbox.append(tx, told);
      await bumpKnowledge(tx);
      return entered.size;
    });
  }
}

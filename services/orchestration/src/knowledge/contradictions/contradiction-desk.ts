import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ContradictionSet } from '@vividwalls/events';
import { Outbox, UnitOfWork, type NewEvent } from '@vividwalls/messaging';
import { Clock, LOG, once, PeriodicWork, Problem, type KeyedRequest, type Log } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { refuse } from '../../registry/registry-problems.js';
import { sharedClaims } from '../claims/claim-rows.js';
import { assertPersonKeeps, noContradiction } from '../knowledge-problems.js';
import { bumpKnowledge, lockKnowledge } from '../knowledge-state.js';
import { contradictionsBetween } from './contradictions-between.js';
import { contradictionsOfKeys, findContradiction, saveContradictions } from './contradiction-rows.js';
import { standingsOf, type StoredContradiction } from './standings.js';

/** Validity begins and ends by itself: what nobody published is found by looking. */
const SWEEP_EVERY_MS = 60_000;

export interface Resolving {
  /** The article that is right. */
  readonly holds: string;
  readonly reason: string;
  readonly actor: string;
  readonly keyed?: KeyedRequest | undefined;
}

/**
 * Finds where published articles contradict each other, when one is published and once a minute, and takes a person's word on
 * which of two holds.
 */
@Injectable()
export class ContradictionDesk implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: PeriodicWork;

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: Pick<UnitOfWork, 'run'>,
    @Inject(Outbox) private readonly outbox: Pick<Outbox, 'append'>,
    private readonly clock: Clock,
    @Inject(LOG) log: Pick<Log, 'warn'>,
  ) {
    this.work = new PeriodicWork({
      ...{ log, everyMs: SWEEP_EVERY_MS, waitsFirst: true },
      failure: 'contradictions were not looked for; tried again',
      round: () => this.sweep().then(() => false),
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  /**
   * Brings what is known of these keys, or of all, up to date with what articles claim.
   * @param tx with the knowledge base locked
   * @returns contradictions that are new or another than before
   */
  async look(tx: EntityManager, keys: readonly string[] | null): Promise<StoredContradiction[]> {
    const now = this.clock.now();
    const found = contradictionsBetween(await sharedClaims(tx, keys), now);
    const { opened, changed } = standingsOf(found, await contradictionsOfKeys(tx, keys));
    const told = [
      ...opened.map((one): StoredContradiction => ({
        ...{
          ...one,
          id: uuidv7(),
          state: 'open',
          foundAt: now,
          changedAt: now,
          holds: null,
          reason: null,
          resolvedBy: null,
        },
      })),
      ...changed.map((one) => ({ ...one, changedAt: now })),
    ];
    await saveContradictions(tx, told);
    await this.outbox.append(
      tx,
      told.map((one) => contradictionSet(one, 'system')),
    );
    return told;
  }

  /** Looks at everything. @returns how many are new or changed */
  sweep(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      await lockKnowledge(tx);
      const changed = await this.look(tx, null);
      if (changed.length > 0) await bumpKnowledge(tx);
      return changed.length;
    });
  }

  /** @throws Problem 403 for agents, 404, 409 when it is past, 422 when the article is neither of the two */
  resolve(id: string, { holds, reason, actor, keyed }: Resolving): Promise<StoredContradiction> {
    assertPersonKeeps(actor, 'which of two articles holds is decided by people');
    return this.unitOfWork.run(async (tx) => {
      await once(tx, keyed, this.clock.now(), async () => {
        await lockKnowledge(tx);
        const before = await findContradiction(tx, id, true);
        if (!before) throw noContradiction(id);
        if (before.state === 'past') {
          throw new Problem(409, 'Past', 'One of the two says something else by now, or is published no more.');
        }
        const { first, second } = before;
        const isOneOfThem = holds === first.articleId || holds === second.articleId;
        const message = `must be ${first.articleId} or ${second.articleId}`;
        refuse('The answer', isOneOfThem ? [] : [{ pointer: '/holds', message }]);
        const resolved: StoredContradiction = {
          ...before,
          ...{ state: 'resolved', holds, reason, resolvedBy: actor, changedAt: this.clock.now() },
        };
        await saveContradictions(tx, [resolved]);
        await this.outbox.append(tx, [contradictionSet(resolved, actor)]);
        await bumpKnowledge(tx);
        return { id };
      });
      return (await findContradiction(tx, id))!;
    });
  }
}

function contradictionSet(one: StoredContradiction, actor: string): NewEvent<ContradictionSet> {
  const { id, key, unit, first, second, state, holds, reason } = one;
  const data: ContradictionSet = {
    ...{ contradictionId: id, key, unit, state },
    ...{ firstArticleId: first.articleId, firstVersion: first.version, firstValue: first.value },
    ...{ secondArticleId: second.articleId, secondVersion: second.version, secondValue: second.value },
    ...(holds !== null && { holds }),
    ...(reason !== null && { reason }),
  };
  return { event: ContradictionSet, subject: id, data, actor };
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { BudgetDraft } from './budget-draft.js';
import { negative } from './budget-desk.js';
import { againAfterDeadlock, assertPerson, isOverlap, unprocessable } from './budget-problems.js';
import { findOverlapping } from './budget-queries.js';
import { scopeName, scopeText } from './budget-scope.js';
import { unitExponent } from './budget-unit.js';
import { findDailyBudgets, insertDailyBudget, type DailyBudget } from './daily-budgets.js';

export interface DailyChange {
  readonly id: string;
  /** For each day whose budget is not made yet. */
  readonly allocatedMinor: bigint;
  /** The last day from now on; as before when undefined. */
  readonly validUntil?: string | undefined;
  readonly actor: string;
}

/** Budgets of so much for each day. The day's own budget is made when it is first asked for ({@link DayOpener}). */
@Injectable()
export class DailyDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 422 when one of the same scope is in force at the time, 403 for an agent */
  async make(draft: BudgetDraft, actor: string, keyed?: KeyedRequest): Promise<DailyBudget> {
    assertPerson(actor);
    const { department, category, agentId, unit, limit, thresholds, allocatedMinor, periodStart, periodEnd } = draft;
    const daily: DailyBudget = {
      ...{ id: uuidv7(), scope: scopeText({ ...draft, isDaily: true }), department, category, agentId, unit },
      ...{ exponent: unitExponent(unit), limit, thresholds, allocatedMinor },
      ...{ validFrom: periodStart, validUntil: periodEnd, createdAt: this.clock.now(), createdBy: actor },
    };
    try {
      return await againAfterDeadlock(() =>
        this.unitOfWork.run(async (tx) => {
          const { id } = await once(tx, keyed, this.clock.now(), async () => {
            await insertDailyBudget(tx, daily);
            return { id: daily.id };
          });
          return (await findDailyBudgets(tx, [id]))[0]!;
        }),
      );
    } catch (error) {
      throw isOverlap(error) ? await this.overlap(daily) : error;
    }
  }

  /** @throws Problem 404, 422, 403 for an agent */
  async change({ id, allocatedMinor, validUntil, actor }: DailyChange): Promise<DailyBudget> {
    assertPerson(actor);
    if (allocatedMinor < 0n) throw negative();
    try {
      return await this.unitOfWork.run(async (tx) => {
        const [daily] = await findDailyBudgets(tx, [id]);
        if (!daily) throw new Problem(404, 'No such budget', `There is no daily budget ${id}.`);
        if (validUntil !== undefined && validUntil < daily.validFrom)
          throw unprocessable('It would end before it begins.', {
            ...{ pointer: '/periodEnd', message: `must not be before ${daily.validFrom}` },
          });
        const changed = { ...daily, allocatedMinor, validUntil: validUntil ?? daily.validUntil };
        await tx.query('UPDATE daily_budgets SET allocated_minor = $2, valid_until = $3 WHERE id = $1', [
          ...[id, allocatedMinor.toString(), changed.validUntil],
        ]);
        return changed;
      });
    } catch (error) {
      if (!isOverlap(error)) throw error;
      throw unprocessable('Two daily budgets of one scope would be in force at the same time.', {
        ...{ pointer: '/periodEnd', message: 'reaches into the next one of the same scope' },
      });
    }
  }

  private async overlap(daily: DailyBudget): Promise<Problem> {
    const { scope, validFrom, validUntil } = daily;
    const other = await findOverlapping(this.dataSource, 'daily_budgets', scope, validFrom, validUntil);
    const what = other ? `daily budget ${other.id} (${other.from} to ${other.until ?? 'no end'})` : 'another one';
    return unprocessable('Two daily budgets of one scope would be in force at the same time.', {
      ...{ pointer: '/periodStart', message: `overlaps ${what} of ${scopeName(daily)}` },
    });
  }
}

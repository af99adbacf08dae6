import { Inject, Injectable } from '@nestjs/common';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock, CONFIG, once, Problem, type BodyFault, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { FinanceConfig } from '../../finance.config.js';
import { completeTerms, termsOf } from './given-terms.js';
import { faultsOfEnd, faultsOfPlan, faultsOfVersion } from './plan-faults.js';
import type { PlanBody, VersionBody } from './plan-requests.js';
import { addVersion, findPlans, insertPlan } from './plan-store.js';
import { planSet } from './plan-told.js';
import type { Plan, PlanVersion } from './plan.js';
import { faultsOfTerms } from './terms-faults.js';

/** PostgreSQL: an exclusion constraint is violated. */
const EXCLUSION_VIOLATION = '23P01';

/** Makes, changes and ends commission plans. A change is a new version: what was accrued keeps the one it was accrued under. */
@Injectable()
export class PlanDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<FinanceConfig, 'SHOP_CURRENCY'>,
  ) {}

  /** @throws Problem 422 with every fault: of the terms, the dates, or a plan of the same name at the same time */
  async create(body: PlanBody, actor: string, keyed?: KeyedRequest): Promise<Plan> {
    const { kind, id } = body.beneficiary;
    const beneficiary = { kind, id };
    const given = completeTerms(body, beneficiary);
    const { validFrom, validTo = null, currency = this.config.SHOP_CURRENCY, period = 'month' } = body;
    refuse([...faultsOfPlan({ currency, validFrom, validTo }), ...faultsOfTerms(given, beneficiary)]);
    const recordedAt = this.clock.now();
    const version: PlanVersion = { ...termsOf(given), version: 1, validFrom, recordedAt, actor };
    const plan: Plan = {
      ...{ id: uuidv7(), beneficiary, name: body.name, currency, periodKind: period, validFrom, validTo },
      ...{ createdAt: recordedAt, createdBy: actor, versions: [version] },
    };
    return this.unitOfWork.run(async (tx) => {
      const { id: made } = await once(tx, keyed, recordedAt, async () => {
        await insertPlan(tx, plan).catch(refuseOverlap);
        await this.tell(tx, plan, 'created', actor);
        return { id: plan.id };
      });
      return found(made, await findPlans(tx, [made]));
    });
  }

  /** @throws Problem 404, or 422 with every fault */
  async change(planId: string, body: VersionBody, actor: string, keyed?: KeyedRequest): Promise<Plan> {
    return this.unitOfWork.run(async (tx) => {
      await once(tx, keyed, this.clock.now(), async () => {
        await this.addVersion(tx, planId, body, actor);
        return { id: planId };
      });
      return found(planId, await findPlans(tx, [planId]));
    });
  }

  /** Orders placed after the day bring nothing any more; what was accrued stays. @throws Problem 404, or 422 */
  async end(planId: string, on: string, actor: string): Promise<Plan> {
    return this.unitOfWork.run(async (tx) => {
      const plan = found(planId, await findPlans(tx, [planId], 'update'));
      refuse(faultsOfEnd(plan, on));
      if (plan.validTo === on) return plan;
      await tx.query('UPDATE commission_plans SET valid_to = $2 WHERE id = $1', [planId, on]);
      const ended = { ...plan, validTo: on };
      await this.tell(tx, ended, 'ended', actor);
      return ended;
    });
  }

  private async addVersion(tx: EntityManager, planId: string, body: VersionBody, actor: string): Promise<void> {
    const plan = found(planId, await findPlans(tx, [planId], 'update'));
    const newest = plan.versions.at(-1)!;
    const given = completeTerms(body, plan.beneficiary, newest);
    const counted = await countedFrom(tx, planId);
    refuse([...faultsOfVersion(plan, body.validFrom, counted), ...faultsOfTerms(given, plan.beneficiary)]);
    const version: PlanVersion = {
      ...termsOf(given),
      ...{ version: newest.version + 1, validFrom: body.validFrom, recordedAt: this.clock.now(), actor },
    };
    await addVersion(tx, planId, version);
    await this.tell(tx, { ...plan, versions: [...plan.versions, version] }, 'versioned', actor);
  }

  private async tell(tx: EntityManager, plan: Plan, change: string, actor: string): Promise<void> {
    await this.outbox.append(tx, [planSet(plan, change, actor)]);
  }
}

/** @throws Problem 404 */
export function found(planId: string, plans: ReadonlyMap<string, Plan>): Plan {
  const plan = plans.get(planId);
  if (!plan) throw new Problem(404, 'No such plan', `There is no commission plan ${planId}.`);
  return plan;
}

/** First day of the plan's last period that counts already. */
async function countedFrom(tx: EntityManager, planId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ last: string | null }[]>(
    'SELECT max(period_from)::text AS last FROM commission_periods WHERE plan_id = $1',
    [planId],
  );
  return row?.last ?? undefined;
}

/** @throws Problem 422 unless there are no faults */
function refuse(errors: readonly BodyFault[]): void {
  if (errors.length > 0) throw notSound(errors);
}

function notSound(errors: readonly BodyFault[]): Problem {
  const detail = errors.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
  return new Problem(422, 'Not a sound plan', detail, { errors });
}

function refuseOverlap(error: unknown): never {
  const { code } = (error as { driverError?: { code?: unknown } }).driverError ?? {};
  if (code !== EXCLUSION_VIOLATION) throw error;
  const message = 'overlaps a plan of the same beneficiary and name: end that one, change it, or choose another name';
  throw notSound([{ pointer: '/validFrom', message }]);
}

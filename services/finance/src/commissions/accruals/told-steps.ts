import {
  CommissionAccrued,
  CommissionClawedBack,
  CommissionReleased,
  CommissionToppedUp,
  type OrderCommissionStep,
} from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import { causeOf as causedBy, type BookedBecause, type EntryDraft } from '../../journal/journal.js';
import type { Movement } from '../payees/movement.js';
import { periodOf } from '../plans/plan-period.js';
import type { ShareChange } from './shares.js';
import { accrualPostings, clawbackPostings, releasePostings, topUpPostings } from './commission-postings.js';
import { causeOf, heldOf, type CommissionStep } from './commission-step.js';
import type { TopUp } from './top-up.js';

/** What a step, or a top-up, is made known as: in the journal, in the payees' accounts, and to others. */
export interface Told {
  readonly entry: EntryDraft & { readonly because: BookedBecause };
  readonly movements: readonly Movement[];
  readonly event: NewEvent;
}

/** @param occurredAt ISO 8601 in UTC */
export function toldStep(step: CommissionStep, occurredAt: string, because: BookedBecause): Told {
  const { kind, plan, commission, changes, heldMinor, payableMinor } = step;
  const { id: accrualId, orderId, shop, periodFrom, currency } = commission;
  const cause = causeOf(step);
  const postings = {
    accrual: () => accrualPostings({ heldMinor, payableMinor }, currency),
    clawback: () => clawbackPostings({ heldMinor, payableMinor }, currency),
    release: () => releasePostings(payableMinor, currency),
  }[kind]();
  return {
    entry: draft(
      cause,
      { accrual: 'commission', clawback: 'commission-clawback', release: 'commission-release' }[kind],
      {
        occurredAt,
        because,
        postings: postings.postings(currency),
      },
    ),
    movements: changes.map((change) => ({
      ...change,
      // A unit that goes against the step's direction is, for this payee, the other kind of movement.
      movement: kind === 'release' ? kind : change.heldMinor + change.payableMinor > 0n ? 'accrual' : 'clawback',
      ...{ currency, accrualId, orderId, shop, planId: plan.id, periodFrom, baseMinor: commission.accrual.baseMinor },
      ...{ cause, occurredAt, eventId: because.eventId, actor: because.actor },
    })),
    event: stepTold(step, cause, occurredAt, because),
  };
}

/** @param occurredAt ISO 8601 in UTC */
export function toldTopUp(topUp: TopUp, occurredAt: string, because: BookedBecause): Told {
  const { plan, version, period, changes, amountMinor } = topUp;
  const { currency } = plan;
  const cause = `commission:top-up:${plan.id}:${period.periodFrom}:${period.topUps}`;
  return {
    entry: draft(cause, 'commission-top-up', {
      occurredAt,
      because,
      postings: topUpPostings(amountMinor, currency).postings(currency),
    }),
    movements: changes.map((change) => ({
      ...change,
      movement: 'top_up',
      ...{ currency, planId: plan.id, periodFrom: period.periodFrom },
      ...{ cause, occurredAt, eventId: because.eventId, actor: because.actor },
    })),
    event: {
      event: CommissionToppedUp,
      subject: plan.id,
      time: occurredAt,
      version: period.topUps,
      test: false,
      ...causedBy(because),
      data: {
        ...{ planId: plan.id, planVersion: version.version, beneficiary: plan.beneficiary, currency },
        period: periodOf(period.periodFrom, plan.periodKind).name,
        ...{ amountMinor: String(amountMinor), shares: sharesTold(changes), occurredAt, cause },
        ...{ commissionMinor: String(period.commissionMinor), floorMinor: String(version.floorMinor) },
        topUpMinor: String(period.topUpMinor),
      } satisfies CommissionToppedUp,
    },
  };
}

function stepTold(step: CommissionStep, cause: string, occurredAt: string, because: BookedBecause): NewEvent {
  const { kind, plan, version, commission, changes, heldMinor, payableMinor } = step;
  const common = {
    subject: commission.orderId,
    time: occurredAt,
    version: commission.seq,
    test: false,
    shop: commission.shop,
    ...causedBy(because),
  };
  const amount = kind === 'release' ? payableMinor : heldMinor + payableMinor;
  const sign = kind === 'clawback' ? -1n : 1n;
  const data: OrderCommissionStep = {
    ...{ commissionId: commission.id, orderId: commission.orderId, planId: plan.id, planVersion: version.version },
    ...{ beneficiary: plan.beneficiary, period: periodOf(commission.periodFrom, plan.periodKind).name },
    ...{ currency: commission.currency, amountMinor: String(amount * sign) },
    shares: kind === 'release' ? releasesTold(changes) : sharesTold(changes, sign),
    ...{ occurredAt, cause, baseMinor: String(commission.accrual.baseMinor) },
    ...{ commissionMinor: String(commission.accrual.commissionMinor), heldMinor: String(heldOf(commission)) },
  };
  if (kind === 'accrual') {
    const accrued: CommissionAccrued = { ...data, releaseOn: commission.releaseOn };
    return { ...common, event: CommissionAccrued, data: accrued };
  }
  if (kind === 'release') {
    const told: CommissionReleased = { ...data, releasedOn: commission.releaseOn };
    return { ...common, event: CommissionReleased, data: told };
  }
  const clawedBack: CommissionClawedBack = {
    ...data,
    ...{ fromHeldMinor: String(-heldMinor), fromReleasedMinor: String(-payableMinor) },
  };
  return { ...common, event: CommissionClawedBack, data: clawedBack };
}

function draft(
  cause: string,
  kind: string,
  { occurredAt, because, postings }: Pick<EntryDraft, 'occurredAt' | 'postings'> & { because: BookedBecause },
): Told['entry'] {
  // No order: the order's own bookkeeping books differences to all that stands under its orders, and this is not its to undo.
  return { cause, kind, book: 'real', occurredAt, because, postings };
}

const sharesTold = (changes: readonly ShareChange[], sign = 1n) =>
  changes.map(({ kind, id, heldMinor, payableMinor }) => ({
    ...{ kind, id },
    amountMinor: String((heldMinor + payableMinor) * sign),
  }));

const releasesTold = (changes: readonly ShareChange[]) =>
  changes.map(({ kind, id, payableMinor }) => ({ kind, id, amountMinor: String(payableMinor) }));

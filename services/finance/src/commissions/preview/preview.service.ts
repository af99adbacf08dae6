import { Inject, Injectable } from '@nestjs/common';
import { isCurrency } from '@vividwalls/money';
import { Clock, CONFIG, Problem, type BodyFault } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { FinanceConfig } from '../../finance.config.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { completeTerms, termsOf } from '../plans/given-terms.js';
import { readPeriod, type PlanPeriod } from '../plans/plan-period.js';
import type { PreviewBody } from '../plans/plan-requests.js';
import { faultsOfTerms } from '../plans/terms-faults.js';
import { findCreditedRevenue } from './credited-revenue.queries.js';
import { previewOf } from './preview.js';
import type { PreviewView } from './preview-view.js';

/** Says what a plan would have cost, before anybody makes it. Writes nothing. */
@Injectable()
export class CommissionPreview {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    @Inject(CONFIG) private readonly config: Pick<FinanceConfig, 'SHOP_CURRENCY'>,
  ) {}

  /** @throws Problem 422 with every fault */
  async preview(body: PreviewBody): Promise<PreviewView> {
    const { kind, id } = body.beneficiary;
    const { currency = this.config.SHOP_CURRENCY } = body;
    const given = completeTerms(body, { kind, id });
    const today = this.calendar.dayOf(this.clock.now());
    const period = readPeriod(body.period);
    const faults = [
      ...faultsOfPeriod(period, today),
      ...faultsOfCurrency(currency),
      ...faultsOfTerms(given, { kind, id }),
    ];
    if (!period || faults.length > 0) {
      const detail = faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
      throw new Problem(422, 'Not a sound plan', detail, { errors: faults });
    }
    const terms = termsOf(given);
    const { name, from, to } = period;
    const credited = await findCreditedRevenue(this.dataSource, period, currency, { kind, id }, terms);
    const head = { period: name, from, to, currency, isOver: to < today, orders: credited.orders };
    if (credited.ordersOfAll === 0) {
      const nothing = { beforeCapMinor: null, commissionMinor: null, topUpMinor: null, totalMinor: null };
      return {
        ...head,
        baseMinor: null,
        ...nothing,
        shares: [],
        reason: `No order of ${name} in ${currency} is credited.`,
      };
    }
    const preview = previewOf(terms, credited.baseMinor);
    return {
      ...{ ...head, baseMinor: String(credited.baseMinor), beforeCapMinor: String(preview.beforeCapMinor) },
      ...{ commissionMinor: String(preview.commissionMinor), topUpMinor: String(preview.topUpMinor) },
      totalMinor: String(preview.totalMinor),
      shares: preview.shares.map((share) => ({ ...share, amountMinor: String(share.amountMinor) })),
    };
  }
}

function faultsOfPeriod(period: PlanPeriod | undefined, today: string): BodyFault[] {
  if (!period) return [{ pointer: '/period', message: 'must be a month, quarter or year: 2026-10, 2026-Q4, 2026' }];
  return period.from > today ? [{ pointer: '/period', message: 'has not begun yet' }] : [];
}

function faultsOfCurrency(currency: string): BodyFault[] {
  return isCurrency(currency)
    ? []
    : [{ pointer: '/currency', message: 'is no currency: ISO 4217 codes such as "USD" are' }];
}

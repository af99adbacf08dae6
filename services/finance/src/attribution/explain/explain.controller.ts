import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { OrderAttribution } from '@vividwalls/contracts';
import { Clock, Problem, RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { Book } from '../../journal/journal-entry.js';
import { AttributionRules } from '../credits/attribution-rules.js';
import { findAttributedOrder } from '../credits/attribution-store.js';
import { lookbackFrom } from '../credits/considered-touches.js';
import { ModelQuery } from '../model-query.js';
import { FittedModels } from '../models/fitted-models.js';
import { versionOf } from '../models/weights-under.js';
import { findTiedTouches } from '../touches/tied-touches.js';
import { explainOrder } from './explain-order.js';
import { OrderAttributionView } from './order-attribution-view.js';
import { findOrderSets } from './order-sets.queries.js';

/** Touches older than the look-back by this are shown as left out, and no older ones. */
const SHOWN_BEFORE_DAYS = 60;

/** Longest part of a foreign id repeated in an answer. */
const SHOWN_ID_CHARACTERS = 40;

@ApiTags('finance')
@Controller('api/finance')
export class ExplainController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly rules: AttributionRules,
    private readonly models: FittedModels,
  ) {}

  @Get('orders/:shopifyOrderId/attribution')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'Who got what of an order, and why',
    description:
      'Touches, weights, exact shares and rounding; what was left out; every set of credits. Another model than that of record is computed from the frozen path and marked hypothetical.',
  })
  @ApiOkResponse({ type: OrderAttributionView })
  @ApiNotFoundResponse({ description: 'No event told of this order' })
  async explain(@Param('shopifyOrderId') orderId: string, @Query() { model }: ModelQuery): Promise<OrderAttribution> {
    const order = await findAttributedOrder(this.dataSource, orderId);
    if (!order) return this.withoutCredits(orderId, model);
    const from = lookbackFrom(order.placedAt, order.lookbackDays + SHOWN_BEFORE_DAYS);
    const [tied, sets, fits] = await Promise.all([
      findTiedTouches(this.dataSource, [{ order, from, until: order.closesAt }]),
      findOrderSets(this.dataSource, orderId),
      this.models.markovFits(this.dataSource, [order.markovVersion]),
    ]);
    const asked = { model: model ?? order.model, fit: fits.get(order.markovVersion), now: this.clock.now() };
    return { ...explainOrder(order, tied.get(orderId) ?? [], asked), sets };
  }

  /** An order that is known and has earned nothing yet. */
  private async withoutCredits(orderId: string, asked = this.rules.model): Promise<OrderAttribution> {
    const [known] = await this.dataSource.query<{ book: Book; currency: string | null }[]>(
      'SELECT book, currency FROM order_books WHERE order_id = $1',
      [orderId],
    );
    if (!known) {
      const detail = `Nothing is known of order ${orderId.slice(0, SHOWN_ID_CHARACTERS)}.`;
      throw new Problem(404, 'Order not in the books', detail);
    }
    return {
      ...{ orderId, ...known, netRevenueMinor: '0', unattributedMinor: '0', model: asked },
      modelVersion: versionOf(asked, await this.models.newestMarkov(this.dataSource)),
      ...{ hypothetical: asked !== this.rules.model, modelOfRecord: this.rules.model },
      ...{ placedAt: null, lookbackFrom: null, closesAt: null, open: true },
      ...{ shares: [], touches: [], leftOut: [], sets: [], notes: [] },
      reason: 'Nothing is earned yet: there is nothing to divide.',
    };
  }
}

import { Module } from '@nestjs/common';
import type { ModelName } from '@vividwalls/attribution';
import { CONFIG } from '@vividwalls/platform';
import type { FinanceConfig } from '../finance.config.js';
import { RevenueFollower } from '../order-books/revenue-follower.js';
import { AttributionRules } from './credits/attribution-rules.js';
import { Attribution } from './attribution.service.js';
import { ExplainController } from './explain/explain.controller.js';
import { FittedModels } from './models/fitted-models.js';
import { ModelVersions } from './models/model-versions.js';
import { ModelsController } from './models/models.controller.js';
import { Refits } from './models/refit.service.js';
import { TouchSourcesController } from './sources/touch-sources.controller.js';
import { CreditedOrdersController } from './summary/credited-orders.controller.js';
import { SummaryController } from './summary/summary.controller.js';
import { TouchpointsController } from './touches/touchpoints.controller.js';
import { LateTouches } from './late/late-touches.service.js';
import { TouchHandlers } from './touches/touch.handlers.js';

/** Who led to what was earned: touches in, credits out. */
@Module({
  controllers: [
    ...[ExplainController, SummaryController, CreditedOrdersController],
    ...[ModelsController, TouchSourcesController, TouchpointsController],
  ],
  providers: [
    {
      provide: AttributionRules,
      inject: [CONFIG],
      useFactory: (config: FinanceConfig) =>
        new AttributionRules(
          config.FINANCE_ATTRIBUTION_MODEL as ModelName,
          config.FINANCE_LOOKBACK_DAYS,
          config.FINANCE_ORDER_OPEN_DAYS,
        ),
    },
    { provide: RevenueFollower, useExisting: Attribution },
    ...[Attribution, FittedModels, LateTouches, ModelVersions, Refits, TouchHandlers],
  ],
  exports: [Attribution, AttributionRules, RevenueFollower],
})
export class AttributionModule {}

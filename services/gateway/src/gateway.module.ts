import { Module } from '@nestjs/common';
import { deadLetterDesk } from './dead-letters/dead-letter-desk.js';
import { DeadLetterHandlers } from './dead-letters/dead-letter.handlers.js';
import { DeadLetterJobs } from './dead-letters/dead-letter-jobs.js';
import { DeadLetterJobsController } from './dead-letters/dead-letter-jobs.controller.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveryHandlers } from './deliveries/delivery.handlers.js';
import { DocumentsController } from './documents/documents.controller.js';
import { RateLimit } from './door/rate-limit.js';
import { UpstreamHealth } from './door/upstream-health.js';
import { BrokerLine } from './intake/broker-line.js';
import { Intake } from './intake/intake.js';
import { ShopifyWebhookController } from './intake/shopify-webhook.controller.js';
import { KeysController } from './keys/keys.controller.js';
import { ReportAnswers } from './reports/report-answers.js';
import { ReportIntake } from './reports/report-intake.js';
import { N8nWebhookController } from './reports/n8n-webhook.controller.js';

@Module({
  controllers: [
    ShopifyWebhookController,
    N8nWebhookController,
    DeliveriesController,
    DeadLettersController,
    DeadLetterJobsController,
    KeysController,
    DocumentsController,
  ],
  providers: [
    BrokerLine,
    Intake,
    ReportIntake,
    ReportAnswers,
    DeliveryHandlers,
    deadLetterDesk,
    DeadLetterHandlers,
    DeadLetterJobs,
    RateLimit,
    UpstreamHealth,
  ],
})
export class GatewayModule {}

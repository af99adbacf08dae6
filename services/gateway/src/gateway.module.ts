import { Module } from '@nestjs/common';
import { consoleFolder } from './console/console-files.js';
import { ConsoleController } from './console/console.controller.js';
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
import { internalTokens } from './door/internal-tokens.js';
import { KeyPrincipals } from './keys/key-principals.js';
import { KeyRows } from './keys/key-rows.js';
import { KeysController } from './keys/keys.controller.js';
import { ReportAnswers } from './reports/report-answers.js';
import { ReportIntake } from './reports/report-intake.js';
import { OpenStreams } from './live/open-streams.js';
import { StreamController } from './live/stream.controller.js';
import { N8nWebhookController } from './reports/n8n-webhook.controller.js';
import { ForgottenSessions } from './sessions/forgotten-sessions.js';
import { SessionController } from './sessions/session.controller.js';
import { SessionRows } from './sessions/session-rows.js';
import { ServerSurvey } from './system/server-survey.js';
import { ServiceSurvey } from './system/service-survey.js';
import { StreamSurvey } from './system/stream-survey.js';
import { SystemController } from './system/system.controller.js';

@Module({
  controllers: [
    ShopifyWebhookController,
    N8nWebhookController,
    DeliveriesController,
    DeadLettersController,
    DeadLetterJobsController,
    KeysController,
    SessionController,
    StreamController,
    SystemController,
    ConsoleController,
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
    internalTokens,
    KeyPrincipals,
    KeyRows,
    SessionRows,
    ForgottenSessions,
    OpenStreams,
    consoleFolder,
    ServiceSurvey,
    ServerSurvey,
    StreamSurvey,
  ],
})
export class GatewayModule {}

import 'reflect-metadata';
import { parse as parseQuery } from 'node:querystring';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { catalogue, ENVELOPE_EXTENSIONS } from '@vividwalls/events';
import { archiveAnswerer } from '@vividwalls/contracts';
import { MessagingModule, OutboxArchiveReader } from '@vividwalls/messaging';
import { archives } from './messaging/archives.js';
import { OperationsModule } from './messaging/operations.module.js';
import { assertRoutesGuarded } from './auth/guarded-routes.js';
import { InternalTokenPrincipals } from './auth/internal-token.js';
import { Principals } from './auth/principal.js';
import { loadConfig } from './config/load-config.js';
import type { ServiceConfig } from './config/service-config.js';
import { hearOutRefusedBodies } from './http/hear-out.js';
import { RequestValidation } from './http/request-validation.js';
import { createLog, type Log } from './logging/log.js';
import { NestLog } from './logging/nest-log.js';
import { openApiDocument } from './openapi/openapi-document.js';
import { PersistenceModule } from './persistence/persistence.module.js';
import { PlatformModule } from './platform.module.js';
import type { ServiceDefinition } from './service-definition.js';
import { startTelemetry, type Telemetry } from './telemetry/start-telemetry.js';
import { traceRequests } from './telemetry/trace-requests.js';
import { Clock, SystemClock } from './time/clock.js';

/** First word of every subject and type. */
const NAMESPACE = 'vw';

/** Bodies of ordinary requests; webhooks set their own limit. */
const BODY_LIMIT_BYTES = 256 * 1024;

export interface BootstrapOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly clock?: Clock;
  /** Off where one process hosts several services and ends them together. */
  readonly ownsProcess?: boolean;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Drains and closes; safe to call twice. */
  close(): Promise<void>;
}

/** Starts a service and returns when it listens. A fault in its configuration, handlers or routes means no start. */
export async function bootstrap<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  options: BootstrapOptions = {},
): Promise<RunningService> {
  const config = loadConfig(definition.config, options.env ?? process.env);
  const log = createLog(definition.name, config.LOG_LEVEL);
  const telemetry = startTelemetry(definition.name, config, log);
  const app = await createApplication(definition, config, log, options.clock ?? new SystemClock(), telemetry);
  await definition.prepare?.(app, config, log);
  await app.init();
  assertRoutesGuarded(app);
  const document = openApiDocument(app, definition.name);
  app
    .getHttpAdapter()
    .getInstance()
    .get('/openapi.json', async () => document);
  await app.listen(config.VW_SERVICE_PORT, config.VW_BIND);
  log.info('ready', { port: config.VW_SERVICE_PORT });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= app.close().finally(() => telemetry.stop()));
  if (options.ownsProcess ?? true) ownProcess(close, log);
  return { app, url: await app.getUrl(), close };
}

function createApplication<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  config: C,
  log: Log,
  clock: Clock,
  telemetry: Telemetry,
): Promise<NestFastifyApplication> {
  const { name, features } = definition;
  const principals = definition.principals?.(config) ?? {
    provide: Principals,
    useValue: new InternalTokenPrincipals(config.VW_INTERNAL_SECRET),
  };
  const imports = [
    PlatformModule.forRoot({ service: name, config, log, clock, principals }),
    PersistenceModule.forRoot({ url: config.DATABASE_URL, schema: name }),
    MessagingModule.forRoot({
      service: name,
      source: `vividwalls/${name}`,
      namespace: NAMESPACE,
      extensions: ENVELOPE_EXTENSIONS,
      answerers: (dataSource) => [archiveAnswerer(name, new OutboxArchiveReader(dataSource))],
      archiveOf: archives(name),
      brokerUrl: config.NATS_URL,
      databaseUrl: config.DATABASE_URL,
      catalogue,
      log,
      now: () => clock.now(),
      maxBatch: config.VW_MAX_BATCH,
      batchesAtOnce: config.VW_BATCHES_AT_ONCE ?? definition.batchesAtOnce,
      ...telemetry.providers,
    }),
    OperationsModule.forService(name),
    ...features,
  ];
  class ServiceModule {}
  Module({ imports })(ServiceModule);
  const bodyLimit = definition.bodyLimit ?? BODY_LIMIT_BYTES;
  const adapter = new FastifyAdapter({ bodyLimit, routerOptions: { querystringParser } });
  return NestFactory.create<NestFastifyApplication>(ServiceModule, adapter, {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  }).then((app) => {
    const server = app.getHttpAdapter().getInstance();
    if (telemetry.isOn) traceRequests(server, telemetry.providers);
    hearOutRefusedBodies(server);
    if (definition.parseBodies) definition.parseBodies(app);
    else app.useBodyParser('application/json');
    app.useGlobalPipes(new RequestValidation(definition.bodyFaultStatus ?? 400));
    return app;
  });
}

/** A parameter without a value, `?type=&limit=`, is one that was not given. */
function querystringParser(text: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parseQuery(text)).filter(([, value]) => value !== ''));
}

function ownProcess(close: () => Promise<void>, log: Log): void {
  const end = (signal: string) => {
    log.info('stopping', { signal });
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('did not stop cleanly', { error });
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => end('SIGTERM'));
  process.once('SIGINT', () => end('SIGINT'));
  // A lost rejection is a bug whose effects are unknown; the supervisor starts a clean process.
  process.on('unhandledRejection', (error) => {
    log.error('unhandled rejection', { error });
    process.exit(1);
  });
}

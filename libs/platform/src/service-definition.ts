import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Principals } from './auth/principal.js';
import type { ServiceConfig } from './config/service-config.js';
import type { Log } from './logging/log.js';

/** Everything that makes one service different from the next. */
export interface ServiceDefinition<C extends ServiceConfig = ServiceConfig> {
  /** Also the schema, the durable consumer and the broker user: `finance`. */
  readonly name: string;
  readonly config: new () => C;
  readonly features: readonly (Type | DynamicModule)[];
  /** How callers are known; by default by the gateway's tokens. */
  readonly principals?: (config: C) => Provider<Principals>;
  /** How request bodies become values; JSON alone by default. */
  readonly parseBodies?: (app: NestFastifyApplication) => void;
  /** Last touches before the server listens: proxies. */
  readonly prepare?: (app: NestFastifyApplication, config: C, log: Log) => Promise<void>;
  /**
   * What a body that breaks its class's rules is answered with: 400 with the messages, or 422 with `errors`, each the pointer
   * of a field and what is wrong with it.
   */
  readonly bodyFaultStatus?: 400 | 422;
  /**
   * Batches that each of its consumers has under way at once; 1 by default. Only where handlers are right whatever the order in
   * which events come, and two of them may meet at the same rows.
   */
  readonly batchesAtOnce?: number;
  /** Largest request body, bytes. */
  readonly bodyLimit?: number;
}

/** Gives a definition its types. */
export function defineService<C extends ServiceConfig>(definition: ServiceDefinition<C>): ServiceDefinition<C> {
  return definition;
}

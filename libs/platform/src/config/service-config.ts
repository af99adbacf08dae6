import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';
import { Type } from 'class-transformer';
import { TelemetryConfig } from '../telemetry/telemetry-config.js';

/** Shorter secrets can be guessed from a captured token. */
const SHORTEST_SECRET = 32;

/** What every service needs from its environment. A service with more of its own extends this class. */
export class ServiceConfig extends TelemetryConfig {
  /** Port of this service's own HTTP server. */
  @Type(() => Number) @IsInt() @Min(1) @Max(65_535) VW_SERVICE_PORT!: number;

  /** Address to listen on. */
  @IsString() @IsNotEmpty() VW_BIND: string = '127.0.0.1';

  /** postgres://vw_<service>:password@host:port/database */
  @Matches(/^postgres(ql)?:\/\//, { message: 'DATABASE_URL must begin with postgres://' }) DATABASE_URL!: string;

  /** nats://<service>:password@host:port, several separated by commas */
  @Matches(/^(nats|tls):\/\//, { message: 'NATS_URL must begin with nats:// or tls://' }) NATS_URL!: string;

  /** Caches only; the service works without. */
  @IsOptional()
  @Matches(/^rediss?:\/\//, { message: 'REDIS_URL must begin with redis:// or rediss://' })
  REDIS_URL?: string;

  /** Signs the short-lived tokens between the gateway and the services. */
  @MinLength(SHORTEST_SECRET) VW_INTERNAL_SECRET!: string;

  /** Events a consumer handles in one transaction at most; 1 is the slow baseline of the bench. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(5_000) VW_MAX_BATCH?: number;

  /** Batches that each consumer has under way at once; the service knows what is right for it. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(8) VW_BATCHES_AT_ONCE?: number;

  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'silent']) LOG_LEVEL: string = 'info';
}

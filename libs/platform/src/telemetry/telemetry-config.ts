import { IsIn, IsInt, IsNotEmpty, IsNumber, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { Transform, Type } from 'class-transformer';

export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type SamplerName = (typeof SAMPLERS)[number];

const EXPORTERS = ['otlp', 'none'];

const isUrl = (name: string) => Matches(/^https?:\/\/\S+$/, { message: `${name} must begin with http:// or https://` });

/**
 * The variables of the OpenTelemetry specification that the SDK does not read by itself, and those that switch it on. Headers,
 * certificates, time-outs and compression of `OTEL_EXPORTER_OTLP_…` and `OTEL_RESOURCE_ATTRIBUTES` are read by the SDK.
 */
export class TelemetryConfig {
  /** Nothing is recorded, whatever else is set. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsIn(['true', 'false'])
  OTEL_SDK_DISABLED?: string;

  /** Base address of a collector's OTLP/HTTP receiver, such as http://127.0.0.1:4318: traces and metrics are sent there. */
  @IsOptional() @isUrl('OTEL_EXPORTER_OTLP_ENDPOINT') OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** The whole address for traces; wins over the base address. */
  @IsOptional() @isUrl('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string;

  /** The whole address for metrics; wins over the base address. */
  @IsOptional() @isUrl('OTEL_EXPORTER_OTLP_METRICS_ENDPOINT') OTEL_EXPORTER_OTLP_METRICS_ENDPOINT?: string;

  /** JSON is what is sent; a collector's HTTP port takes both. */
  @IsOptional()
  @IsIn(['http/json', 'http/protobuf'], {
    message:
      'OTEL_EXPORTER_OTLP_PROTOCOL must be http/json or http/protobuf: gRPC is not spoken, use the HTTP port (4318)',
  })
  OTEL_EXPORTER_OTLP_PROTOCOL?: string;

  @IsOptional() @IsIn(EXPORTERS) OTEL_TRACES_EXPORTER?: string;
  @IsOptional() @IsIn(EXPORTERS) OTEL_METRICS_EXPORTER?: string;

  /** Which traces are recorded; parentbased_always_on when left out. */
  @IsOptional() @IsIn(SAMPLERS) OTEL_TRACES_SAMPLER?: SamplerName;

  /** Share of the traces for the samplers with a ratio, 0 to 1. */
  @IsOptional() @Type(() => Number) @IsNumber() @Min(0) @Max(1) OTEL_TRACES_SAMPLER_ARG?: number;

  /** Name of the service in traces and metrics; the same for all services that get this variable. */
  @IsOptional() @IsString() @IsNotEmpty() OTEL_SERVICE_NAME?: string;

  /** Spans wait this long for more of them, ms. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) OTEL_BSP_SCHEDULE_DELAY?: number;

  /** Metrics are collected and sent this often, ms. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(100) OTEL_METRIC_EXPORT_INTERVAL?: number;
}

/** Where a signal goes; undefined where it goes nowhere. */
export interface Endpoints {
  readonly traces?: string;
  readonly metrics?: string;
}

export function endpointsOf(config: TelemetryConfig): Endpoints {
  if (config.OTEL_SDK_DISABLED === 'true') return {};
  const base = config.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '');
  const traces = config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && `${base}/v1/traces`);
  const metrics = config.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT ?? (base && `${base}/v1/metrics`);
  return {
    ...(traces && config.OTEL_TRACES_EXPORTER !== 'none' && { traces }),
    ...(metrics && config.OTEL_METRICS_EXPORTER !== 'none' && { metrics }),
  };
}

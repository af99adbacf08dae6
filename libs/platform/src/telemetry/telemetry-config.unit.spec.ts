import { loadConfig } from '../config/load-config.js';
import { samplerOf } from './sampler.js';
import { endpointsOf, SAMPLERS, TelemetryConfig } from './telemetry-config.js';

const read = (env: NodeJS.ProcessEnv): TelemetryConfig => loadConfig(TelemetryConfig, env);

describe('where telemetry goes', () => {
  it.each([
    ['nowhere by default', {}, {}],
    [
      'to the base address',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' },
      { traces: 'http://collector:4318/v1/traces', metrics: 'http://collector:4318/v1/metrics' },
    ],
    [
      "to a signal's own address, as it is",
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/in' },
      { traces: 'https://traces.example/in' },
    ],
    [
      'not where a signal is switched off',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_METRICS_EXPORTER: 'none' },
      { traces: 'http://collector:4318/v1/traces' },
    ],
    [
      'nowhere when all is switched off',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: 'TRUE' },
      {},
    ],
  ])('%s', (_what, env, endpoints) => {
    expect(endpointsOf(read(env))).toEqual(endpoints);
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT must begin with http://'],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'use the HTTP port'],
    [{ OTEL_TRACES_SAMPLER: 'sometimes' }, 'OTEL_TRACES_SAMPLER'],
    [{ OTEL_TRACES_SAMPLER_ARG: '1.5' }, 'OTEL_TRACES_SAMPLER_ARG'],
    [{ OTEL_SDK_DISABLED: 'maybe' }, 'OTEL_SDK_DISABLED'],
  ])('%j is a fault of the configuration', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });
});

describe('which traces are recorded', () => {
  it('all, unless the caller decided otherwise', () => {
    expect(String(samplerOf(read({})))).toMatch(/^ParentBased\{root=AlwaysOnSampler/);
  });

  it.each(SAMPLERS)('%s is a sampler', (name) => {
    expect(samplerOf(read({ OTEL_TRACES_SAMPLER: name }))).toHaveProperty('shouldSample');
  });

  it('a share of them', () => {
    const sampler = samplerOf(
      read({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' }),
    );
    expect(String(sampler)).toContain('TraceIdRatioBased{0.25}');
  });
});

import pino from 'pino';

/** Structured log: a sentence and its details, one JSON line each. */
export interface Log {
  debug(message: string, details?: Record<string, unknown>): void;
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

/** Injection token and default of {@link Log}. */
export const LOG = Symbol('log');

/** Words whose values never reach a log line. */
const SECRET_PATHS = [
  'authorization',
  'password',
  'secret',
  'token',
  'key',
  '*.authorization',
  '*.password',
  '*.secret',
  '*.token',
];

/** A log of one service, to standard output. Secrets by well-known names are masked. */
export function createLog(service: string, level: string): Log {
  const logger = pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_PATHS, censor: '***' },
    serializers: { error: pino.stdSerializers.err },
    formatters: { level: (label) => ({ level: label }) },
  });
  const write =
    (severity: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, details: Record<string, unknown> = {}) =>
      logger[severity](details, message);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

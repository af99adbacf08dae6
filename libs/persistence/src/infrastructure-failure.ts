/** SQLSTATE classes that speak of the server, not of the statement: connection, resources, operator, system. */
const INFRASTRUCTURE_CLASSES = new Set(['08', '53', '57', '58']);

/** Lost races that succeed when tried again: serialization failure, deadlock, lock not available. */
const CONTENTION_STATES = new Set(['40001', '40P01', '55P03']);

/** `57014`: a statement time-out or a cancel belongs to that statement, so another try alone may pass. */
const STATEMENT_CANCELLED = '57014';

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

const DRIVER_MESSAGES =
  /Connection terminated|already released|timeout exceeded when trying to connect|Client has encountered a connection error|Connection ended|not queryable|Cannot use a pool after/i;

/**
 * True when an error says that the database (or the way to it) is away or short, not that the work itself is bad. Such
 * work is held and tried again without being counted as an attempt.
 */
export function isInfrastructureFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code ?? (error as { driverError?: { code?: unknown } }).driverError?.code;
  if (typeof code === 'string') {
    if (SOCKET_CODES.has(code) || CONTENTION_STATES.has(code)) return true;
    if (code.length === 5) return code !== STATEMENT_CANCELLED && INFRASTRUCTURE_CLASSES.has(code.slice(0, 2));
  }
  return DRIVER_MESSAGES.test(error.message);
}

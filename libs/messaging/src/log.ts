/** The few words messaging says; any structured logger fits. */
export interface MessagingLog {
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

export const silentLog: MessagingLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own messages in the service's log. Its start-up chatter is kept for debugging. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: Log) {}

  log(message: unknown, context?: string): void {
    this.sink.debug(String(message), { context });
  }

  warn(message: unknown, context?: string): void {
    this.sink.warn(String(message), { context });
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.sink.error(String(message), { stack, context });
  }
}

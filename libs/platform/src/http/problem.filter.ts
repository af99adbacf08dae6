import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { isInfrastructureFailure } from '@vividwalls/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging/log.js';
import { Problem, PROBLEM_TYPE, problemDocument } from './problem.js';

/** A client that meets an outage may ask again after this many seconds. */
const RETRY_AFTER_S = '5';

/** Every error leaves as problem+json. What is ours to mend is logged and not told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toProblem(error);
    if (problem.getStatus() >= 500) {
      this.log.error('request failed', { method: request.method, url: request.url, error });
    }
    const path = request.url.split('?')[0]!;
    void reply
      .status(problem.getStatus())
      .headers({ 'content-type': PROBLEM_TYPE, ...problem.responseHeaders })
      .send(problemDocument(problem, path));
  }
}

/** What PostgreSQL says of text that is none of its encoding, or of JSON with `\u0000`. */
const UNSTORABLE_TEXT = new Set(['22021', '22P05']);

/** The database's own code of an error, through whatever wrapped it. */
const sqlStateOf = (error: unknown): string | undefined => {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  const state = driverError?.code ?? code;
  return typeof state === 'string' ? state : undefined;
};

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) {
    const response = error.getResponse();
    const messages = typeof response === 'object' ? (response as { message?: unknown }).message : undefined;
    const faults = Array.isArray(messages) ? { faults: messages } : {};
    return new Problem(error.getStatus(), titleOf(error.getStatus()), error.message, faults);
  }
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Problem(status, titleOf(status), (error as Error).message);
  }
  if (UNSTORABLE_TEXT.has(sqlStateOf(error) ?? '')) {
    return new Problem(400, titleOf(400), 'A text holds a character that no record can hold, such as NUL.');
  }
  if (isInfrastructureFailure(error)) {
    return new Problem(
      503,
      'Not available',
      'The database cannot be reached right now.',
      {},
      { 'retry-after': RETRY_AFTER_S },
    );
  }
  return new Problem(500, 'Internal error', 'The fault is ours and has been logged.');
}

const titleOf = (status: number) => STATUS_CODES[status] ?? 'Error';

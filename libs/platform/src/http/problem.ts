import { HttpException } from '@nestjs/common';

/** One fault of a request body, by JSON pointer. */
export interface BodyFault {
  readonly pointer: string;
  readonly message: string;
}

/** A problem detail (RFC 9457). Throw it anywhere below a controller; the filter makes it the answer. */
export class Problem extends HttpException {
  constructor(
    status: number,
    readonly title: string,
    readonly detail?: string,
    readonly extensions: Readonly<Record<string, unknown>> = {},
    readonly responseHeaders: Readonly<Record<string, string>> = {},
  ) {
    super(title, status);
  }
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The document that is sent for a problem. */
export function problemDocument(problem: Problem, instance: string): Record<string, unknown> {
  return {
    type: 'about:blank',
    title: problem.title,
    status: problem.getStatus(),
    ...(problem.detail && { detail: problem.detail }),
    instance,
    ...problem.extensions,
  };
}

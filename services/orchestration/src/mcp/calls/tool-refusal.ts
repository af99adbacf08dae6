/**
 * Why a call is not answered with what it asked for; docs/mcp.md says what to do about each.
 *
 * - Nothing was done: `unknown_tool`, `out_of_scope`, `not_an_agent`, `not_at_work`, `over_limit`, `bad_arguments`, `not_found`,
 *   `not_possible`.
 * - It isn't known whether something was done: `unanswered`, `internal`.
 */
export const REFUSAL_REASONS = [
  ...(['unknown_tool', 'out_of_scope', 'not_an_agent', 'not_at_work', 'over_limit'] as const),
  ...(['bad_arguments', 'not_found', 'not_possible', 'unanswered', 'internal'] as const),
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** A call that is refused, in words that a model can act upon. */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal';

  constructor(
    readonly reason: RefusalReason,
    message: string,
    /** What a program may want to know: `retryAfterS`, `scope`, `faults`. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** Whether something may have been done nevertheless. */
  get isFailure(): boolean {
    return this.reason === 'unanswered' || this.reason === 'internal';
  }
}

export const notFound = (what: string): ToolRefusal => new ToolRefusal('not_found', `There is no ${what} for you.`);

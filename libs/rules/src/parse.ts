import { type Environment, ParseError, type ParseResult, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { language } from './environment.js';
import { faultAt, RuleError } from './rule-error.js';

/** Parses and checks rules whose variables are not declared. */
const undeclared = language(false);

/** @throws RuleError with the one fault the parser stops at */
export function parse(source: string, environment: Environment = undeclared): ParseResult {
  try {
    return environment.parse(source);
  } catch (error) {
    throw asRuleError(source, error);
  }
}

/** The type of a parsed rule. @throws RuleError with the one fault the checker stops at */
export function typeOf(source: string, program: ParseResult): string {
  const checked = program.check();
  if (checked.valid) return checked.type ?? 'dyn';
  throw asRuleError(source, checked.error);
}

function asRuleError(source: string, error: unknown): RuleError {
  const known = error instanceof ParseError || error instanceof CelTypeError;
  const message = known ? error.summary : error instanceof Error ? error.message : String(error);
  return new RuleError(source, [faultAt(source, (known && error.range?.start) || 0, message)]);
}

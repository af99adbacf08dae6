import { Environment } from '@marcbachmann/cel-js';
import { MAX_DEPTH, MAX_ELEMENTS, MAX_NODES } from './limits.js';

const TIMESTAMP = 'google.protobuf.Timestamp';

const FUNCTIONS = [
  'mentions(string, list<string>): bool',
  'string.mentions(list<string>): bool',
  'lower(string): string',
  'string.lower(): string',
  `timestamp(${TIMESTAMP}): ${TIMESTAMP}`,
  `local(${TIMESTAMP}, string): ${TIMESTAMP}`,
];

const OPERATORS = [
  'int == double: bool',
  ...['bool', 'int', 'double', 'string', TIMESTAMP, 'google.protobuf.Duration'].map((type) => `${type} == null: bool`),
  ...['+', '-', '*', '/'].flatMap((operator) => [`int ${operator} double: double`, `double ${operator} int: double`]),
];

/** The environment parses and checks; `programOf` evaluates. */
const onlyChecked = (): never => {
  throw new Error('Rules are not evaluated by their environment');
};

/**
 * The language every rule is written in: CEL within our limits, with our functions, with arithmetic between ints and
 * doubles, and with null to compare any scalar with. CEL has no such arithmetic because its numbers are typed; JSON writes the ratio 1.0 as 1, and a rule must not
 * depend on that.
 *
 * @param declared whether variables will be declared; otherwise every name is one, of any type
 */
export function language(declared: boolean): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: !declared,
    limits: { maxAstNodes: MAX_NODES, maxDepth: MAX_DEPTH, maxListElements: MAX_ELEMENTS, maxMapEntries: MAX_ELEMENTS },
  });
  for (const signature of FUNCTIONS) environment.registerFunction(signature, onlyChecked);
  for (const signature of OPERATORS) environment.registerOperator(signature, onlyChecked);
  return environment;
}

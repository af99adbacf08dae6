import type { Environment } from '@marcbachmann/cel-js';
import { language } from './environment.js';

type Scalar = 'bool' | 'int' | 'double' | 'string' | 'timestamp' | 'duration';

/**
 * What a variable or field is: a CEL type, `number` for a JSON number that may or may not have a fraction, `dyn` for anything,
 * an object for a map whose fields are known, or `[type]` for a list of that type. Neither `number` nor `dyn` is checked
 * before evaluation.
 */
export type VariableType =
  Scalar | 'number' | 'dyn' | 'list' | 'map' | readonly [VariableType] | { readonly [field: string]: VariableType };

/** The variables a rule may use. Declare once and pass the same object: what is derived from it is kept by identity. */
export type Variables = Readonly<Record<string, VariableType>>;

const NAMES: Readonly<Record<string, string>> = {
  number: 'dyn',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
};

const environments = new WeakMap<Variables, Environment>();

/**
 * The environment that checks rules over these variables. It only checks: evaluation reads plain values, which may lack a
 * declared field.
 *
 * @throws Error when a variable has a name that CEL keeps for itself
 */
export function environmentOf(variables: Variables): Environment {
  const known = environments.get(variables);
  if (known) return known;
  const environment = language(true);
  for (const [name, type] of Object.entries(variables)) {
    environment.registerVariable(name, nameOfType(environment, `Of_${name}`, type));
  }
  environments.set(variables, environment);
  return environment;
}

function nameOfType(environment: Environment, path: string, type: VariableType): string {
  if (typeof type === 'string') return NAMES[type] ?? type;
  if (isList(type)) return `list<${nameOfType(environment, `${path}_item`, type[0])}>`;
  const fields = Object.entries(type).map(([field, of]) => [field, nameOfType(environment, `${path}_${field}`, of)]);
  environment.registerType(path, { fields: Object.fromEntries(fields) });
  return path;
}

function isList(type: VariableType): type is readonly [VariableType] {
  return Array.isArray(type);
}

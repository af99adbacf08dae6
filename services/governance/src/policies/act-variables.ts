import { ACT_NAMES, actOf, type ActFacts, type ActName, type FactType } from '@vividwalls/contracts';
import type { Context, Variables, VariableType } from '@vividwalls/rules';

const VARIABLE: Readonly<Record<FactType, VariableType>> = {
  ...{ text: 'string', texts: ['string'], int: 'int', number: 'number', bool: 'bool', instant: 'timestamp' },
  // Minor units, exact.
  money: 'int',
};

/** What a policy may read beside the facts of its act. */
const ALWAYS = { asker: 'string', subject: 'string', test: 'bool', now: 'timestamp' } as const satisfies Variables;

const variables = new Map<ActName, Variables>(
  ACT_NAMES.map((act) => {
    const facts = Object.entries(actOf(act).facts).map(([name, { type }]) => [name, VARIABLE[type]] as const);
    return [act, { ...Object.fromEntries(facts), ...ALWAYS }];
  }),
);

/** The variables of an act's policies; always the same object, by which rules are compiled. */
export const variablesOf = (act: ActName): Variables => variables.get(act)!;

/** What is known of an act that somebody wants to do. */
export interface KnownAct {
  readonly act: ActName;
  readonly facts: ActFacts;
  readonly subject: string;
  readonly asker: string;
  readonly test: boolean;
}

const READ: Partial<Record<FactType, (value: never) => unknown>> = {
  money: (value: string) => BigInt(value),
  instant: (value: string) => new Date(value),
};

/** Facts as rules read them. What is null is not known. */
export function contextOf({ act, facts, subject, asker, test }: KnownAct, now: Date): Context {
  const known: Record<string, unknown> = { subject, asker, test, now };
  for (const [name, { type }] of Object.entries(actOf(act).facts)) {
    const value = facts[name];
    if (value === null || value === undefined) continue;
    known[name] = READ[type]?.(value as never) ?? value;
  }
  return known;
}

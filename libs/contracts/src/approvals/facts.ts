import { isISO8601 } from 'class-validator';
import { actOf, type ActName, type FactType } from './acts.js';

/** One line of a letter is enough for a fact. */
export const FACT_TEXT_MAX = 500;
const FACT_TEXTS_MAX = 100;
const MONEY = /^-?(0|[1-9]\d{0,14})$/;

/** Facts as they are asked with: JSON, money as text. */
export type ActFacts = Readonly<Record<string, unknown>>;

const SOUND: Readonly<Record<FactType, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value.length <= FACT_TEXT_MAX,
  texts: (value) => Array.isArray(value) && value.length <= FACT_TEXTS_MAX && value.every(SOUND_TEXT),
  int: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  money: (value) => typeof value === 'string' && MONEY.test(value),
  bool: (value) => typeof value === 'boolean',
  instant: (value) => typeof value === 'string' && isISO8601(value, { strict: true }),
};

function SOUND_TEXT(value: unknown): boolean {
  return SOUND.text(value);
}

const MUST_BE: Readonly<Record<FactType, string>> = {
  text: `must be text of at most ${FACT_TEXT_MAX} characters`,
  texts: `must be a list of at most ${FACT_TEXTS_MAX} texts`,
  int: 'must be a whole number',
  number: 'must be a number',
  money: 'must be a whole number of minor units of at most 15 digits, as text',
  bool: 'must be true or false',
  instant: 'must be an instant, ISO 8601',
};

/** What is wrong with the facts of an act; what is left out, or null, is not known and no fault. */
export function faultsOfFacts(act: ActName, facts: ActFacts): string[] {
  const { facts: known } = actOf(act);
  return Object.entries(facts).flatMap(([name, value]) => {
    const definition = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!definition) return [`/facts/${name.slice(0, 64)} is no fact of ${act}`];
    if (value === null || value === undefined || SOUND[definition.type](value)) return [];
    return [`/facts/${name} ${MUST_BE[definition.type]}`];
  });
}

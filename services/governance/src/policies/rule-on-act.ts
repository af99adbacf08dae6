import { actOf, votesAtLeast, type ActName } from '@vividwalls/contracts';
import { Facts, RuleError, type Context } from '@vividwalls/rules';
import { contextOf, type KnownAct } from './act-variables.js';
import type { LeastVotes } from './four-eyes.js';
import { EXPIRES_IN_S, USE_WITHIN_S, type Policy, type PolicyEffect } from './policy.js';
import type { PreparedPolicies, PreparedPolicy } from './prepared-policies.js';

/** A policy that holds for an act, or of which that can't be known. */
export interface HoldingPolicy {
  readonly id: string;
  /** Null for the built-in one. */
  readonly version: number | null;
  readonly name: string;
  readonly effect: PolicyEffect;
  readonly outcome: 'holds' | 'unknown';
  /** The condition with the figures it looked at, or what is not known. */
  readonly why: string;
  readonly source: string;
}

/** What the policies say of an act. The terms are those of a question that waits. */
export interface Ruling {
  readonly answer: 'free' | 'pending' | 'denied';
  readonly policies: readonly HoldingPolicy[];
  readonly votes: number;
  /** One vote is enough although money leaves: the shop is one person. */
  readonly isOnePerson: boolean;
  readonly expiresInS: number;
  readonly useWithinS: number;
  /** Everybody who may approve when empty. */
  readonly approvers: readonly string[];
}

type Terms = Pick<Policy, 'votes' | 'expiresInS' | 'useWithinS' | 'approvers'>;

/** What holds for an act of which no policy is live: a person decides. */
const BUILT_IN = 'built-in';

/**
 * What all live policies of an act say of it together. One that denies is enough; else the strictest of each that asks. What a
 * rule needs and is not known counts as if it held. Pure: the same policies, facts and time give the same ruling.
 *
 * @param leastVotes whatever the policies say
 */
export function ruleOnAct(
  policies: PreparedPolicies,
  known: KnownAct,
  now: Date,
  leastVotes: LeastVotes = votesAtLeast,
): Ruling {
  const context = contextOf(known, now);
  const facts = Facts.of(context);
  const figures = new Figures(context);
  const live = policies.of(known.act);
  const held: (readonly [Policy, HoldingPolicy])[] = [];
  for (const prepared of live) {
    const holding = holds(prepared, facts, figures);
    if (holding) held.push([prepared.policy, holding]);
  }
  const denying = held.filter(([{ effect }]) => effect === 'deny');
  if (denying.length > 0) return ruling('denied', known.act, denying, leastVotes);
  if (live.length === 0) return { ...ruling('pending', known.act, [], leastVotes), policies: [builtIn(known.act)] };
  return ruling(held.length > 0 ? 'pending' : 'free', known.act, held, leastVotes);
}

function ruling(
  answer: Ruling['answer'],
  act: ActName,
  held: readonly (readonly [Policy, HoldingPolicy])[],
  leastVotes: LeastVotes,
): Ruling {
  const terms = strictest(
    held.map(([policy]) => policy),
    leastVotes(act),
  );
  const isOnePerson = terms.votes < votesAtLeast(act);
  return { answer, policies: held.map(([, holding]) => holding), isOnePerson, ...terms };
}

/**
 * The strictest of each: most votes, shortest times, people on every list. Where too few people are left, the strictest's.
 * @param votesAtLeast whatever the policies say
 */
export function strictest(policies: readonly (Terms & { readonly id: string })[], votesAtLeast = 1): Terms {
  if (policies.length === 0) {
    return { votes: votesAtLeast, expiresInS: EXPIRES_IN_S, useWithinS: USE_WITHIN_S, approvers: [] };
  }
  const votes = Math.max(votesAtLeast, ...policies.map((one) => one.votes));
  const lists = policies.map(({ approvers }) => approvers).filter((list) => list.length > 0);
  const onEvery = (lists[0] ?? []).filter((person) => lists.every((list) => list.includes(person)));
  return {
    votes,
    expiresInS: Math.min(...policies.map(({ expiresInS }) => expiresInS)),
    useWithinS: Math.min(...policies.map(({ useWithinS }) => useWithinS)),
    approvers: lists.length === 0 || onEvery.length >= votes ? onEvery : listOfStrictest(policies),
  };
}

/** The list of the policy with most votes, then the shortest time, then the first id; of those that have a list. */
function listOfStrictest(policies: readonly (Terms & { readonly id: string })[]): readonly string[] {
  const [first] = policies
    .filter(({ approvers }) => approvers.length > 0)
    .toSorted((a, b) => b.votes - a.votes || a.expiresInS - b.expiresInS || (a.id < b.id ? -1 : 1));
  return first!.approvers;
}

function holds({ policy, rule }: PreparedPolicy, facts: Facts, figures: Figures): HoldingPolicy | undefined {
  const { id, version, name, effect, source } = policy;
  const of = { id, version, name, effect, source };
  if (rule instanceof RuleError) return { ...of, outcome: 'unknown', why: 'its condition can’t be read' };
  const outcome = rule.evaluate(facts);
  if (!outcome.ok) return { ...of, outcome: 'unknown', why: `${policy.when}: ${outcome.reason}` };
  if (outcome.value === false) return undefined;
  if (outcome.value !== true) return { ...of, outcome: 'unknown', why: `${policy.when} does not say yes or no` };
  return { ...of, outcome: 'holds', why: figures.beside(policy.when, rule.variables) };
}

/** What an act says, in words; written once however many policies read it. */
class Figures {
  private readonly words = new Map<string, string>();

  constructor(private readonly context: Context) {}

  /** `percent > 20 (percent is 25)` */
  beside(when: string, variables: readonly string[]): string {
    let said = '';
    for (const name of variables) {
      const word = this.wordOf(name);
      if (word !== '') said += said === '' ? word : `, ${word}`;
    }
    return said === '' ? when : `${when} (${said})`;
  }

  private wordOf(name: string): string {
    let word = this.words.get(name);
    if (word !== undefined) return word;
    const value = this.context[name];
    // That it is now is no figure of the act.
    word = name === 'now' || value === undefined ? '' : `${name} is ${shown(value)}`;
    this.words.set(name, word);
    return word;
  }
}

function shown(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? `"${value}"` : String(value);
}

function builtIn(act: ActName): HoldingPolicy {
  return {
    ...{ id: BUILT_IN, version: null, name: 'No policy is live for this act: a person decides', effect: 'ask' },
    ...{ outcome: 'holds', why: `no policy is live for ${act} (${actOf(act).title})`, source: 'built in' },
  };
}

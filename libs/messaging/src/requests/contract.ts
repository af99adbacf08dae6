import { MAX_DEADLINE_MS } from './limits.js';

declare const TYPES: unique symbol;

/** Names every fault of a value that came over the wire: `/limit must be <= 500`. An empty list means valid. */
export type Faults = (value: unknown) => readonly string[];

/**
 * A question that one service answers for the others: who answers, what it is called, what must hold for the question, and how
 * long the answer may take. Questions and answers are JSON.
 */
export interface RequestContract<Question = unknown, Answer = unknown> {
  /** The service that answers. */
  readonly service: string;
  /** What is asked, in two words or more: `spend.authorise`. */
  readonly name: string;
  /** Time for question and answer together, ms; a call may allow less or more, up to {@link MAX_DEADLINE_MS}. */
  readonly deadlineMs: number;
  /** Checked by the answerer before its handler is called. */
  readonly faultsOf: Faults;
  /** Checked by the asker; left out where an answer is only shown. */
  readonly faultsOfAnswer?: Faults;
  /** For the compiler only. */
  readonly [TYPES]?: { readonly question: Question; readonly answer: Answer };
}

const SERVICE = /^[a-z][a-z0-9_-]*$/;
const NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/;

/** A contract, checked. @throws naming every fault of it */
export function defineRequest<Question, Answer>(
  contract: Omit<RequestContract, typeof TYPES>,
): RequestContract<Question, Answer> {
  const { service, name, deadlineMs } = contract;
  const faults: string[] = [];
  if (!SERVICE.test(service)) faults.push(`"${service}" is no name of a service`);
  if (!NAME.test(name)) faults.push(`its name must be two words or more joined by dots, such as spend.authorise`);
  if (!Number.isInteger(deadlineMs) || deadlineMs < 1 || deadlineMs > MAX_DEADLINE_MS)
    faults.push(`deadlineMs must be from 1 to ${MAX_DEADLINE_MS}`);
  if (faults.length > 0) throw new Error(`The request ${service}.${name} is not sound: ${faults.join('; ')}`);
  return Object.freeze({ ...contract });
}

/** `lending/loan.allow`: how a contract is called in messages, spans and states. */
export function contractName({ service, name }: Pick<RequestContract, 'service' | 'name'>): string {
  return `${service}/${name}`;
}

import 'reflect-metadata';
import { contractName, type RequestContract } from './contract.js';

/** What a handler knows about a question beside the question itself. */
export interface AnswerContext {
  /** Aborted when nobody waits any more: the deadline passed, the asker cancelled, or this process stops. */
  readonly signal: AbortSignal;
  /** When the asker stops waiting. What the handler asks in turn should not outlive it. */
  readonly deadline: Date;
  /** On whose behalf it is asked, as the asking service says. */
  readonly actor?: string;
  /** Trace context of the asker, for events that the handler appends. */
  readonly traceparent?: string;
}

export type AnswerHandler<Question, Answer> = (question: Question, context: AnswerContext) => Promise<Answer>;

/** A contract and what answers it. */
export interface Answerer {
  /** `Budgets.authorise`, for messages. */
  readonly name: string;
  readonly contract: RequestContract;
  readonly handle: AnswerHandler<unknown, unknown>;
}

const ANSWERS = 'messaging:answers';

/**
 * A method that answers a contract's questions. It runs at most once for a question, but whoever got no answer may ask again:
 * what it changes, it changes by an id that the question carries.
 */
export function Answers<Question, Answer>(contract: RequestContract<Question, Answer>) {
  return <Method extends AnswerHandler<Question, Answer>>(
    target: object,
    key: string | symbol,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => Reflect.defineMetadata(ANSWERS, contract, target, key);
}

/** An answerer without a decorator: for contracts that are known at run time only, such as those every service answers. */
export function answererOf<Question, Answer>(
  name: string,
  contract: RequestContract<Question, Answer>,
  handle: AnswerHandler<Question, Answer>,
): Answerer {
  return { name, contract, handle: handle as AnswerHandler<unknown, unknown> };
}

/** Methods with {@link Answers} on these instances and their base classes; an instance that comes twice counts once. */
export function answerersOf(instances: readonly object[]): Answerer[] {
  return [...new Set(instances)].flatMap((instance) =>
    methodsOf(instance).flatMap((key): Answerer[] => {
      const contract = Reflect.getMetadata(ANSWERS, instance, key) as RequestContract | undefined;
      if (!contract) return [];
      const handle = (instance as Record<string | symbol, AnswerHandler<unknown, unknown>>)[key]!.bind(instance);
      return [{ name: `${instance.constructor.name}.${String(key)}`, contract, handle }];
    }),
  );
}

/**
 * Checks that a service answers each of its contracts once, and none of another service.
 * @throws naming every fault: the program then does not start
 */
export function assertSound(service: string, answerers: readonly Answerer[]): void {
  const byContract = new Map<string, Answerer>();
  const faults: string[] = [];
  for (const answerer of answerers) {
    const contract = contractName(answerer.contract);
    const other = byContract.get(contract);
    if (other) faults.push(`${contract} is answered by both ${other.name} and ${answerer.name}`);
    if (answerer.contract.service !== service)
      faults.push(`${answerer.name} answers ${contract}, which is another service’s`);
    byContract.set(contract, answerer);
  }
  if (faults.length > 0) throw new Error(`Answerers of ${service} are not sound:\n  ${faults.join('\n  ')}`);
}

/** Names of methods, without touching accessors: reading one of a provider may have effects. */
function methodsOf(instance: object): (string | symbol)[] {
  const keys = new Set<string | symbol>();
  for (let level = Object.getPrototypeOf(instance) as object | null; level; level = Object.getPrototypeOf(level)) {
    if (level === Object.prototype) break;
    for (const [key, { value }] of entriesOf(level)) if (typeof value === 'function') keys.add(key);
  }
  return [...keys];
}

function entriesOf(level: object): [string | symbol, PropertyDescriptor][] {
  const descriptors = Object.getOwnPropertyDescriptors(level) as Record<string | symbol, PropertyDescriptor>;
  return Reflect.ownKeys(descriptors).map((key) => [key, descriptors[key]!]);
}

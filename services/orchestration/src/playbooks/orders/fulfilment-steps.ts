import { formatMinor } from '@vividwalls/money';
import type { JsonObject } from '../../json.js';
import {
  isYes,
  type ApprovalStep,
  type ChildStep,
  type ComputeStep,
  type EffectStep,
  type PlaybookRun,
} from '../engine/playbook.js';
import { beginFulfilment, claimHandover, type Begun, type Claim } from './fulfilment-rows.js';
import { field } from './json-field.js';
import { checkOrder, HIGH_VALUE_MINOR } from './order-checks.js';
import { sheetDueAt, type OrderFacts } from './order-facts.js';
import { printCost } from './print-cost.js';

export interface OrderToFulfil extends OrderFacts {
  /** As it was given: the triage reads it for itself. */
  readonly given: JsonObject;
}

export type FulfilRun = PlaybookRun<OrderToFulfil>;

/** Who prints. */
const PRINTER = 'Pictorem';

/** How long people are waited for: what is late is still wanted. */
const PATIENCE_MS = 30 * 86_400_000;

/** A child that nobody waits for: its own row shows what becomes of it. */
export const NOBODY_WAITS = (): Date => new Date(0);

export const times: ComputeStep<OrderToFulfil, { readonly dueAt: string; readonly patientUntil: string }> = {
  kind: 'compute',
  name: 'times',
  work: (run) => ({
    dueAt: sheetDueAt(run).toISOString(),
    patientUntil: new Date(run.now.getTime() + PATIENCE_MS).toISOString(),
  }),
};

/** One order has one task: of two that come for it, one goes on. */
export const begin: EffectStep<OrderToFulfil, Begun> = {
  kind: 'effect',
  name: 'begin',
  work: (run, tx) =>
    beginFulfilment(tx, {
      ...{ orderId: run.input.orderId, taskId: run.taskId, test: isTest(run), now: run.now },
      dueAt: new Date(run.of(times).dueAt),
    }),
  proposal: () => ({ isOurs: true, otherTaskId: null, stopped: null }),
};

const mayGoOn = (run: FulfilRun): boolean => run.of(begin).isOurs && run.of(begin).stopped === null;
export const isTest = (run: FulfilRun): boolean => run.test || run.input.test;

/** Says so when the deadline passes and the order is not at the printer. */
export const watch: ChildStep<OrderToFulfil> = {
  kind: 'child',
  name: 'watch',
  when: (run) => mayGoOn(run) && !isTest(run),
  task: (run) => ({
    capability: 'order.deadline',
    input: { ...named(run), fulfilTaskId: run.taskId, dueAt: run.of(times).dueAt },
  }),
  until: NOBODY_WAITS,
  orElse: 'go_on',
  proposal: () => ({ taskId: '', state: 'late', output: null, error: null }),
};

/** Checks, a person's word where there is a problem, and the print sheet. */
export const triage: ChildStep<OrderToFulfil> = {
  kind: 'child',
  name: 'triage',
  when: mayGoOn,
  task: (run) => ({
    capability: 'order.triage',
    input: { ...run.input.given, waitUntil: run.of(times).patientUntil },
  }),
  until: patience,
  orElse: 'go_on',
  proposal: (run) => ({ taskId: '', state: 'succeeded', output: { verdict: verdictOfChecks(run) }, error: null }),
};

const isCleared = (run: FulfilRun): boolean => {
  const end = run.maybe(triage);
  return end?.state === 'succeeded' && field(end.output, 'verdict') === 'print' && !isTest(run);
};

/** The printer is paid for what it prints: people say yes to exactly this. */
export const submission: ApprovalStep<OrderToFulfil> = {
  kind: 'approval',
  name: 'submission',
  when: isCleared,
  act: (run) => {
    const { items, minor, currency } = printCost(run.input.lines);
    const cost =
      minor === null ? 'what the printer charges is not known' : `${formatMinor(minor, currency)} ${currency}`;
    return {
      act: 'print.submit',
      facts: {
        ...{ orderId: run.input.orderId, items, printer: PRINTER, currency },
        ...(minor !== null && { amountMinor: String(minor) }),
      },
      subject: run.input.orderId,
      does: handedOver(run),
      why: `Order ${run.input.orderName ?? run.input.orderId}: ${items} to print at ${PRINTER}, ${cost}`,
      costOfWaiting: `it must be at the printer by ${run.of(times).dueAt}`,
    };
  },
  orElse: 'go_on',
  proposal: () => ({ verdict: 'free', reason: 'a proposal asks nobody', approvalId: null, decidedBy: [] }),
};

const isAllowed = (run: FulfilRun): boolean => {
  const decision = run.maybe(submission);
  return decision !== undefined && isYes(decision);
};

/** Between the yes and the printer the order may have been cancelled: whichever commits first holds. */
export const claim: EffectStep<OrderToFulfil, Claim> = {
  kind: 'effect',
  name: 'claim',
  when: isAllowed,
  work: ({ input: { orderId }, taskId, now }, tx) => claimHandover(tx, { orderId, taskId, now }),
  proposal: () => ({ isClaimed: true, stopped: null }),
};

export const handover: ChildStep<OrderToFulfil> = {
  kind: 'child',
  name: 'handover',
  when: (run) => run.maybe(claim)?.isClaimed === true,
  guard: submission,
  task: (run) => ({ capability: 'order.handover', input: handedOver(run) }),
  until: patience,
  orElse: 'go_on',
  proposal: () => ({ taskId: '', state: 'succeeded', output: null, error: null }),
};

function handedOver(run: FulfilRun): JsonObject {
  const { items, minor, currency } = printCost(run.input.lines);
  const sheetId = field(field(run.of(triage).output, 'sheet') ?? null, 'sheetId');
  return {
    orderId: run.input.orderId,
    sheetId: typeof sheetId === 'string' ? sheetId : `sheet-${run.input.orderId}`,
    ...{ printer: PRINTER, items, currency },
    ...(minor !== null && { costMinor: String(minor) }),
  };
}

function patience(run: FulfilRun): Date {
  return new Date(run.of(times).patientUntil);
}

/** By which people and other playbooks know it. */
export const named = ({ input: { orderId, orderName } }: FulfilRun): JsonObject => ({
  orderId,
  ...(orderName && { orderName }),
});

/** What the checks alone say: a proposal asks nobody. */
function verdictOfChecks(run: FulfilRun): 'print' | 'hold' | 'refer' {
  const facts = isTest(run) ? { ...run.input, test: true } : run.input;
  const found = checkOrder(facts, { highValueMinor: HIGH_VALUE_MINOR, floorAfterDiscounts: true });
  if (found.some(({ severity }) => severity === 'stop')) return 'hold';
  return found.some(({ severity }) => severity === 'refer') ? 'refer' : 'print';
}

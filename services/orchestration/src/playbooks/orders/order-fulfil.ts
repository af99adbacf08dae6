import { formatMinor } from '@vividwalls/money';
import type { Json, JsonObject } from '../../json.js';
import {
  definePlaybook,
  isYes,
  type ApprovalStep,
  type ChildEnd,
  type ChildStep,
  type ComputeStep,
  type EffectStep,
  type PlaybookRun,
} from '../engine/playbook.js';
import {
  beginFulfilment,
  claimHandover,
  endFulfilment,
  type Begun,
  type Claim,
  type StopReason,
} from './fulfilment-rows.js';
import { readOrder, sheetDueAt, type OrderFacts } from './order-facts.js';
import { checkOrder, HIGH_VALUE_MINOR } from './order-checks.js';
import { printCost } from './print-cost.js';

export interface OrderToFulfil extends OrderFacts {
  /** As it was given: the triage reads it for itself. */
  readonly given: JsonObject;
}

type Run = PlaybookRun<OrderToFulfil>;

/** Who prints. */
const PRINTER = 'Pictorem';

/** How long people are waited for: what is late is still wanted. */
const PATIENCE_MS = 30 * 86_400_000;

/** A child that nobody waits for: its own row shows what becomes of it. */
const NOBODY_WAITS = (): Date => new Date(0);

const times: ComputeStep<OrderToFulfil, { readonly dueAt: string; readonly patientUntil: string }> = {
  kind: 'compute',
  name: 'times',
  work: (run) => ({
    dueAt: sheetDueAt(run).toISOString(),
    patientUntil: new Date(run.now.getTime() + PATIENCE_MS).toISOString(),
  }),
};

/** One order has one task: of two that come for it, one goes on. */
const begin: EffectStep<OrderToFulfil, Begun> = {
  kind: 'effect',
  name: 'begin',
  work: (run, tx) =>
    beginFulfilment(tx, {
      ...{ orderId: run.input.orderId, taskId: run.taskId, test: isTest(run), now: run.now },
      dueAt: new Date(run.of(times).dueAt),
    }),
  proposal: () => ({ isOurs: true, otherTaskId: null, stopped: null }),
};

const mayGoOn = (run: Run): boolean => run.of(begin).isOurs && run.of(begin).stopped === null;
const isTest = (run: Run): boolean => run.test || run.input.test;

/** Says so when the deadline passes and the order is not at the printer. */
const watch: ChildStep<OrderToFulfil> = {
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
const triage: ChildStep<OrderToFulfil> = {
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

const isCleared = (run: Run): boolean => {
  const end = run.maybe(triage);
  return end?.state === 'succeeded' && field(end.output, 'verdict') === 'print' && !isTest(run);
};

/** The printer is paid for what it prints: people say yes to exactly this. */
const submission: ApprovalStep<OrderToFulfil> = {
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

const isAllowed = (run: Run): boolean => {
  const decision = run.maybe(submission);
  return decision !== undefined && isYes(decision);
};

/** Between the yes and the printer the order may have been cancelled: whichever commits first holds. */
const claim: EffectStep<OrderToFulfil, Claim> = {
  kind: 'effect',
  name: 'claim',
  when: isAllowed,
  work: ({ input: { orderId }, taskId, now }, tx) => claimHandover(tx, { orderId, taskId, now }),
  proposal: () => ({ isClaimed: true, stopped: null }),
};

const handover: ChildStep<OrderToFulfil> = {
  kind: 'child',
  name: 'handover',
  when: (run) => run.maybe(claim)?.isClaimed === true,
  guard: submission,
  task: (run) => ({ capability: 'order.handover', input: handedOver(run) }),
  until: patience,
  orElse: 'go_on',
  proposal: () => ({ taskId: '', state: 'succeeded', output: null, error: null }),
};

const close: EffectStep<OrderToFulfil, { readonly at: string }> = {
  kind: 'effect',
  name: 'close',
  when: (run) => run.of(begin).isOurs,
  async work(run, tx) {
    const { taskId, now, input } = run;
    const verdict = verdictOf(run);
    const isHandedOver = verdict === 'handed_over';
    if (!STUCK.has(verdict)) await endFulfilment(tx, { orderId: input.orderId, taskId, isHandedOver, now });
    return { at: now.toISOString() };
  },
  proposal: ({ now }) => ({ at: now.toISOString() }),
};

/** An order that was paid for and got stuck is somebody's to look after. */
const attend: ChildStep<OrderToFulfil> = {
  kind: 'child',
  name: 'attend',
  when: (run) => (STUCK.has(verdictOf(run)) || stopOf(run) === 'refunded') && !isTest(run),
  task: (run) => ({
    capability: 'order.attend',
    input: { ...named(run), what: attendedFor(run), waitsFor: [] },
  }),
  until: NOBODY_WAITS,
  orElse: 'go_on',
  proposal: () => ({ taskId: '', state: 'late', output: null, error: null }),
};

/**
 * Fulfils a paid order: checks, print sheet, the yes of two people, the printer. The deadline is a day after the payment: past it
 * the order is reported as late, and still wanted. An order that is cancelled or refunded on the way isn't submitted.
 */
export const orderFulfil = definePlaybook<OrderToFulfil>({
  name: 'order.fulfil',
  capability: 'order.fulfil',
  read: (input) => ({ ...readOrder(input), given: input }),
  steps: [times, begin, watch, triage, submission, claim, handover, close, attend],
  output: (run) => {
    const end = run.maybe(handover);
    const { dueAt } = run.of(times);
    const at = run.maybe(close)?.at ?? run.now.toISOString();
    return {
      orderId: run.input.orderId,
      verdict: verdictOf(run),
      reason: reasonOf(run),
      dueAt,
      isLate: verdictOf(run) === 'elsewhere' ? null : Date.parse(at) > Date.parse(dueAt),
      endedAt: at,
      partnerReference: end?.state === 'succeeded' ? (field(end.output, 'partnerReference') ?? null) : null,
      approvalId: run.maybe(submission)?.approvalId ?? null,
      decidedBy: run.maybe(submission)?.decidedBy ?? [],
      faults: faultsOf(run),
    };
  },
});

type Verdict = 'handed_over' | 'held' | 'stopped' | 'declined' | 'undecided' | 'failed' | 'elsewhere';

/** Ends after which a paid order lies where nobody looks, unless somebody is told. */
const STUCK: ReadonlySet<Verdict> = new Set(['undecided', 'failed']);

/** What people said when they said no; everything else that is no yes is an order without an answer. */
const NO: ReadonlySet<string> = new Set(['rejected', 'changes_asked', 'denied']);

function verdictOf(run: Run): Verdict {
  if (!run.of(begin).isOurs) return 'elsewhere';
  if (stopOf(run)) return 'stopped';
  if (run.maybe(claim)?.isClaimed === false) return 'elsewhere';
  if (run.maybe(handover)) return run.of(handover).state === 'succeeded' ? 'handed_over' : 'failed';
  const decision = run.maybe(submission);
  if (decision) return NO.has(decision.verdict) ? 'declined' : 'undecided';
  return run.of(triage).state === 'succeeded' && field(run.of(triage).output, 'verdict') !== 'refer'
    ? 'held'
    : 'failed';
}

const stopOf = (run: Run): StopReason | null => run.of(begin).stopped ?? run.maybe(claim)?.stopped ?? null;

function reasonOf(run: Run): string | null {
  switch (verdictOf(run)) {
    case 'elsewhere':
      return `the task ${run.of(begin).otherTaskId ?? 'of somebody else'} fulfils it, or has`;
    case 'stopped':
      return `the order was ${stopOf(run)} before it was handed over`;
    case 'held':
      return faultsOf(run).join('; ') || 'it is not printed';
    case 'declined':
      return `the print job was not allowed: ${run.of(submission).reason}`;
    case 'undecided':
      return `nobody has decided about the print job (${run.of(submission).verdict}): ${run.of(submission).reason}`;
    case 'failed':
      return failureOf('the hand-over', run.maybe(handover)) ?? failureOf('the triage', run.maybe(triage));
    case 'handed_over':
      return null;
  }
}

/** A refund may be of a part: whether anything is left to print is for a person to say. */
function attendedFor(run: Run): string {
  const reason = reasonOf(run) ?? 'it got stuck on its way to the printer';
  return stopOf(run) === 'refunded' ? `${reason}: what is left of it, if anything, is handed over by hand` : reason;
}

function failureOf(what: string, end: ChildEnd | undefined): string | null {
  if (!end) return null;
  if (end.state === 'late') return `${what} has not come to an end`;
  if (end.state === 'succeeded') return `${what} is left to people`;
  return `${what} ended as ${end.state}${end.error ? `: ${end.error}` : ''}`;
}

function faultsOf(run: Run): string[] {
  const faults = field(run.maybe(triage)?.output ?? null, 'faults');
  return Array.isArray(faults) ? faults.filter((fault): fault is string => typeof fault === 'string') : [];
}

function handedOver(run: Run): JsonObject {
  const { items, minor, currency } = printCost(run.input.lines);
  const sheetId = field(field(run.of(triage).output, 'sheet') ?? null, 'sheetId');
  return {
    orderId: run.input.orderId,
    sheetId: typeof sheetId === 'string' ? sheetId : `sheet-${run.input.orderId}`,
    ...{ printer: PRINTER, items, currency },
    ...(minor !== null && { costMinor: String(minor) }),
  };
}

function patience(run: Run): Date {
  return new Date(run.of(times).patientUntil);
}

const named = ({ input: { orderId, orderName } }: Run): JsonObject => ({ orderId, ...(orderName && { orderName }) });

/** What the checks alone say: a proposal asks nobody. */
function verdictOfChecks(run: Run): 'print' | 'hold' | 'refer' {
  const facts = isTest(run) ? { ...run.input, test: true } : run.input;
  const found = checkOrder(facts, { highValueMinor: HIGH_VALUE_MINOR, floorAfterDiscounts: true });
  if (found.some(({ severity }) => severity === 'stop')) return 'hold';
  return found.some(({ severity }) => severity === 'refer') ? 'refer' : 'print';
}

function field(value: Json, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as JsonObject)[name];
}

import type { JsonObject } from '../../json.js';
import {
  definePlaybook,
  type ChildEnd,
  type ChildStep,
  type ComputeStep,
  type PlaybookRun,
} from '../engine/playbook.js';
import { checkOrder, HIGH_VALUE_MINOR, type Finding } from './order-checks.js';
import { readOrder, sheetDueAt, type OrderFacts } from './order-facts.js';

/** Who decides about an order with problems; a setting names another capability. */
const REVIEW_BY = 'order.review';

type Run = PlaybookRun<OrderFacts>;

const proposed: ChildEnd = { taskId: '', state: 'succeeded', output: null, error: null };

const checks: ComputeStep<OrderFacts, { readonly findings: readonly Finding[]; readonly dueAt: string }> = {
  kind: 'compute',
  name: 'checks',
  work: (run) => ({
    findings: checkOrder(run.test ? { ...run.input, test: true } : run.input, {
      highValueMinor: minorSetting(run.settings, 'highValueMinor', HIGH_VALUE_MINOR),
      floorAfterDiscounts: run.settings.floorAfterDiscounts !== false,
    }),
    // Kept with the findings: a run that is resumed tomorrow has the same deadline.
    dueAt: sheetDueAt(run).toISOString(),
  }),
};

const has = (run: Run, severity: Finding['severity']): boolean =>
  run.of(checks).findings.some((finding) => finding.severity === severity);

/** A person says whether it is printed all the same. */
const review: ChildStep<OrderFacts> = {
  kind: 'child',
  name: 'review',
  when: (run) => has(run, 'refer') && !has(run, 'stop'),
  task: (run) => ({
    capability: typeof run.settings.reviewBy === 'string' ? run.settings.reviewBy : REVIEW_BY,
    input: { ...order(run), faults: worded(run, 'refer'), question: 'Is it printed all the same?' },
  }),
  until: waitsUntil,
  orElse: 'go_on',
  proposal: () => ({ ...proposed, state: 'late' }),
};

const isCleared = (run: Run): boolean => {
  if (has(run, 'stop')) return false;
  if (!has(run, 'refer')) return true;
  const end = run.maybe(review);
  return end?.state === 'succeeded' && verdictOf(end) === 'print';
};

/** A person makes the print sheet, within a day of the payment. */
const sheet: ChildStep<OrderFacts> = {
  kind: 'child',
  name: 'sheet',
  when: isCleared,
  task: (run) => ({
    capability: 'print.sheet',
    // Without an end of its own: late, it is still wanted, and stays where somebody sees it.
    input: { ...order(run), ...noted(run) },
  }),
  until: waitsUntil,
  orElse: 'go_on',
  proposal: () => proposed,
};

/**
 * Order triage: a paid order is checked; what is sound goes to whoever makes print sheets, what isn't to a person first,
 * and a test order nowhere. A sheet that is not there a day after the payment, or by the time that the input names, is reported as
 * late, and still wanted.
 */
export const orderTriage = definePlaybook<OrderFacts>({
  name: 'order.triage',
  capability: 'order.triage',
  read: readOrder,
  steps: [checks, review, sheet],
  output: (run) => {
    const reviewed = run.maybe(review);
    const made = run.maybe(sheet);
    const faults = [...worded(run, 'stop'), ...worded(run, 'refer'), ...troubles(reviewed, made)];
    return {
      orderId: run.input.orderId,
      verdict: verdict(run),
      faults,
      printSheetTaskId: made?.taskId || null,
      dueAt: run.of(checks).dueAt,
      notes: worded(run, 'note'),
      sheet: made?.state === 'succeeded' ? made.output : null,
    };
  },
  // The agent before looked at the price of each line alone, and at orders of any value.
  variants: { legacy: { floorAfterDiscounts: false, highValueMinor: '250000' } },
});

function verdict(run: Run): 'print' | 'hold' | 'refer' {
  if (has(run, 'stop')) return 'hold';
  if (isCleared(run)) return 'print';
  return run.maybe(review)?.state === 'succeeded' ? 'hold' : 'refer';
}

function troubles(reviewed: ChildEnd | undefined, made: ChildEnd | undefined): string[] {
  const of = (what: string, end: ChildEnd | undefined): string[] => {
    if (!end || end.state === 'succeeded' || end.taskId === '') return [];
    return [end.state === 'late' ? `${what} is late` : `${what} ended as ${end.state}`];
  };
  return [...of('the review', reviewed), ...of('the print sheet', made)];
}

function verdictOf({ output }: ChildEnd): unknown {
  return typeof output === 'object' && output !== null ? (output as { verdict?: unknown }).verdict : undefined;
}

function waitsUntil(run: Run): Date {
  return run.input.waitUntil ?? new Date(run.of(checks).dueAt);
}

function worded(run: Run, severity: Finding['severity']): string[] {
  return run
    .of(checks)
    .findings.filter((finding) => finding.severity === severity)
    .map(({ check, text }) => `${check}: ${text}`);
}

/** What was noted of it, as text: an order's `notes` are text everywhere. */
function noted(run: Run): JsonObject {
  const notes = worded(run, 'note');
  return notes.length === 0 ? {} : { notes: notes.join('\n') };
}

/** What a person needs to see of the order; no address: that stays with the shop. */
function order({ input }: Run): JsonObject {
  const lines = input.lines.map(({ title, sku, variant, quantity }) => ({
    title,
    sku,
    size: (variant ?? '').slice(0, 64),
    quantity,
  }));
  const { orderId, orderName, country } = input;
  return { orderId, ...(orderName && { orderName }), ...(country && { country }), lines };
}

function minorSetting(settings: JsonObject, name: string, otherwise: bigint): bigint {
  const value = settings[name];
  return typeof value === 'string' && /^\d{1,18}$/.test(value) ? BigInt(value) : otherwise;
}

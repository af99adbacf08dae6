import { definePlaybook, type ChildStep, type EffectStep } from '../engine/playbook.js';
import { attendedFor, faultsOf, reasonOf, stopOf, STUCK, verdictOf } from './fulfilment-end.js';
import { endFulfilment } from './fulfilment-rows.js';
import {
  begin,
  claim,
  handover,
  isTest,
  named,
  NOBODY_WAITS,
  submission,
  times,
  triage,
  watch,
  type OrderToFulfil,
} from './fulfilment-steps.js';
import { field } from './json-field.js';
import { readOrder } from './order-facts.js';

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

import type { JsonObject } from '../../json.js';
import { BadInput, definePlaybook, type ChildStep, type EffectStep } from '../engine/playbook.js';
import { maybeText, text } from '../engine/reading.js';
import { stopFulfilment, type Stopped, type StopReason } from './fulfilment-rows.js';

interface OrderToStop {
  readonly orderId: string;
  readonly reason: StopReason;
  readonly note: string | null;
}

const stop: EffectStep<OrderToStop, { readonly verdict: Stopped }> = {
  kind: 'effect',
  name: 'stop',
  when: ({ test }) => !test,
  work: async ({ input: { orderId, reason }, now }, tx) => ({
    verdict: await stopFulfilment(tx, { orderId, reason, now }),
  }),
  proposal: () => ({ verdict: 'stopped' }),
};

/** A refund after the hand-over is everyday; a cancelled order that is being printed costs money for nothing. */
const attend: ChildStep<OrderToStop> = {
  kind: 'child',
  name: 'attend',
  when: (run) => run.input.reason === 'cancelled' && run.maybe(stop)?.verdict === 'too_late',
  task: ({ input: { orderId } }) => ({
    capability: 'order.attend',
    priority: 'high',
    input: { orderId, what: 'it was cancelled after it went to the printer: ask them to stop it', waitsFor: [] },
  }),
  until: () => new Date(0),
  orElse: 'go_on',
  proposal: () => ({ taskId: '', state: 'late', output: null, error: null }),
};

/** Keeps an order that was cancelled, or whose money went back, from being printed. */
export const orderStop = definePlaybook<OrderToStop>({
  name: 'order.stop',
  capability: 'order.stop',
  read: readStop,
  steps: [stop, attend],
  output: (run) => ({
    ...{ orderId: run.input.orderId, reason: run.input.reason, verdict: run.maybe(stop)?.verdict ?? 'test' },
    attendTaskId: run.maybe(attend)?.taskId || null,
  }),
});

function readStop(input: JsonObject): OrderToStop {
  const reason = text(input, 'reason');
  if (reason !== 'cancelled' && reason !== 'refunded') throw new BadInput('reason must be cancelled or refunded');
  return { orderId: text(input, 'orderId'), reason, note: maybeText(input, 'note') ?? null };
}

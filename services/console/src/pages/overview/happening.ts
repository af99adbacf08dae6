import { orderOf } from '../../app/order-ids';
import type { LiveFact } from '../../live/live-line';

/** Types worth an owner's eye, without `vw.` and the version; `#` is what it is about. */
export const WORDS: Readonly<Record<string, string>> = {
  'shop.order.created': 'Order # was placed',
  'shop.order.paid': 'Order # was paid',
  'shop.order.cancelled': 'Order # was cancelled',
  'shop.order.edited': 'Order # was changed',
  'shop.order.fulfilled': 'Order # is on its way',
  'shop.refund.created': 'Money went back for order #',
  'shop.checkout.created': 'Somebody began a checkout',
  'shop.customer.created': 'A customer is new',
  'shop.dispute.opened': 'A payment is disputed: #',
  'finance.order.booked': 'Order # is in the books',
  'finance.attribution.set': 'Order #: who its revenue went to',
  'finance.budget.threshold_reached': 'A budget comes to its end',
  'finance.spend.refused': 'A spend was refused',
  'finance.commission.paid': 'A commission was paid',
  'governance.approval.requested': 'A question waits for a person',
  'governance.approval.decided': 'A question was decided',
  'orchestration.task.fell_back': 'A task went to another agent',
  'orchestration.agent.stopped': 'Agent # was stopped',
  'orchestration.agent.resumed': 'Agent # works again',
  'orchestration.migration.moved': 'A migration moved a step',
  'dlq.event.dead_lettered': 'A consumer could not handle an event',
};

const SHORTEST_CUT = 24;
const AGENT = /^[a-z][a-z0-9-]*$/;

/** What happened, around what it is about. */
export interface Happening {
  readonly before: string;
  readonly after: string;
  /** A name, or as much of an id as is shown. */
  readonly about: string;
  /** Shopify's id, where it is about an order. */
  readonly order?: string;
  /** As the registry knows it, where it is about an agent. */
  readonly agent?: string;
}

/** What happened, in words; undefined: of no interest outside of the events page. */
export function happeningOf({ type, subject }: Pick<LiveFact, 'type' | 'subject'>): Happening | undefined {
  const words = WORDS[type.replace(/^vw\./, '').replace(/\.v\d+$/, '')];
  if (words === undefined) return undefined;
  const [before = '', after] = words.split('#');
  if (after === undefined) return { before, after: '', about: '' };
  const [order, agent] = [orderOf({ type, subject }), agentOf({ type, subject })];
  return {
    ...{ before, after, about: nameOf(subject ?? '') },
    ...(order !== undefined && { order }),
    ...(agent !== undefined && { agent }),
  };
}

const agentOf = ({ type, subject }: Pick<LiveFact, 'type' | 'subject'>): string | undefined =>
  subject !== null && AGENT.test(subject) && type.startsWith('vw.orchestration.agent.') ? subject : undefined;

function nameOf(subject: string): string {
  const name = subject.split('/').at(-1) ?? subject;
  return name.length > SHORTEST_CUT ? `${name.slice(0, 8)}…` : name;
}

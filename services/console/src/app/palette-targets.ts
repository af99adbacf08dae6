import { departmentLabel } from '../format/words';
import { PLACES } from './navigation';
import type { ActionName, PaletteAction } from './palette-actions';

interface Listed {
  readonly label: string;
  readonly about: string;
  readonly key?: string | undefined;
}

/** A page to go to, or something to do. */
export type PaletteTarget = Listed &
  (
    | {
        readonly to: string;
        /** Where it leads is not known until the books answer. */
        readonly isPending?: boolean;
      }
    | { readonly action: ActionName }
  );

interface AgentNamed {
  readonly id: string;
  readonly name: string;
  readonly department?: string | null;
}

/** An order that the books know by the number. */
export interface OrderFound {
  readonly orderId: string;
  /** As the shop shows it. */
  readonly name: string | null;
}

/** What the books say to a number: the orders that have it, or nothing yet. Undefined: they can't be asked. */
export type OrdersTold = readonly OrderFound[] | 'asking' | undefined;

const SHOWN_MAX = 40;
const NUMBER = /^#?\d{1,20}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The number that a text is, of an order for instance; undefined when it is none. */
export const numberIn = (text: string): string | undefined =>
  NUMBER.test(text.trim()) ? text.trim().replace(/^#/, '') : undefined;

/** Where a text may lead, the likeliest first: every word must begin a word of the target, of its description or of what else it is called. */
export function paletteTargets(
  text: string,
  agents: readonly AgentNamed[],
  orders?: OrdersTold,
  actions: readonly PaletteAction[] = [],
): PaletteTarget[] {
  const wanted = text.trim().toLowerCase();
  const all = [...PLACES, ...agents.map(ofAgent), ...actions].map(({ also = '', ...one }) => ({ also, one }));
  if (wanted === '') return all.flatMap(({ one }) => ('id' in one ? [] : [shown(one)])).slice(0, SHOWN_MAX);
  const words = wanted.split(/\s+/);
  const ranked = all.flatMap(({ also, one }) => {
    const rank = rankOf(words, wanted, one, also);
    return rank === undefined ? [] : [{ rank, target: shown(one) }];
  });
  const found = ranked.toSorted((a, b) => a.rank - b.rank).map(({ target }) => target);
  return [...byNumber(text.trim(), orders), ...found].slice(0, SHOWN_MAX);
}

/** Whether somebody who could not wait for the books wants what they answered: one order, and not a choice of them, or none. */
export const isAnswerClear = (orders: OrdersTold): boolean =>
  orders === undefined || (orders !== 'asking' && orders.length === 1);

const ofAgent = ({ id, name, department }: AgentNamed) => ({
  ...{ id, to: `/agents/${encodeURIComponent(id)}`, label: name, also: id },
  about: department ? `agent · ${departmentLabel(department)}` : 'agent',
});

type Searched = Listed & ({ readonly to: string } | { readonly action: ActionName });

function shown(one: Searched): PaletteTarget {
  const { label, about, key } = one;
  return 'to' in one ? { to: one.to, label, about, key } : { action: one.action, label, about, key };
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);

/** 0: it is called so; 1: what it says of itself; 2: another name. Undefined: it is something else. */
function rankOf(words: readonly string[], wanted: string, { label, about }: Listed, also: string): number | undefined {
  const areIn = (own: readonly string[]): boolean => words.every((word) => own.some((one) => one.startsWith(word)));
  if (label.toLowerCase().startsWith(wanted)) return 0;
  const said = wordsOf(`${label} ${about}`);
  if (areIn(said)) return 1;
  return areIn([...said, ...wordsOf(also), ...also.split(' ')]) ? 2 : undefined;
}

/** Numbers can be of several orders, of one by its name and of another by its id: the id tells them apart. */
const told = ({ orderId, name }: OrderFound, about: string): string =>
  name === null ? about : `${orderId} · ${about}`;

/** Numbers and ids lead straight to what they may be of. */
function byNumber(text: string, orders: OrdersTold): PaletteTarget[] {
  const number = numberIn(text);
  if (number !== undefined) return [...ofOrders(number, orders), ...eventBy(number)];
  if (!UUID.test(text)) return [];
  return [
    { to: `/tasks/${text}`, label: 'Task', about: text },
    { to: `/approvals/${text}`, label: 'Approval', about: text },
    { to: `/events/story?correlationId=${text}`, label: 'Story by correlation', about: text },
  ];
}

function ofOrders(number: string, orders: OrdersTold): PaletteTarget[] {
  const story = (id: string): string => `/events/story?subject=${id}`;
  if (orders === 'asking') {
    return [
      { to: `/finance/orders/${number}`, label: `Order ${number}`, about: 'looking in the books …', isPending: true },
      { to: story(number), label: `Story of order ${number}`, about: 'looking in the books …', isPending: true },
    ];
  }
  // The record may know what the books don't.
  if (orders?.length === 0) return [{ to: story(number), label: `Story of ${number}`, about: 'every event of it' }];
  // Who can't ask the books goes by Shopify's own id.
  const known = orders ?? [{ orderId: number, name: null }];
  return [
    ...known.map(({ orderId, name }) => ({
      ...{ to: `/finance/orders/${orderId}`, label: `Order ${name ?? orderId}` },
      about: told({ orderId, name }, 'who its revenue went to, and its entries'),
    })),
    ...known.map(({ orderId, name }) => ({
      ...{ to: story(orderId), label: `Story of order ${name ?? orderId}` },
      about: told({ orderId, name }, 'every event of it'),
    })),
  ];
}

/** The chain has no event with as many digits as Shopify's ids. */
const eventBy = (number: string): PaletteTarget[] =>
  number.length < 10 ? [{ to: `/events/${number}`, label: `Event ${number}`, about: 'by its place in the chain' }] : [];

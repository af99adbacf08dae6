import { PLACES } from './navigation';

export interface PaletteTarget {
  readonly to: string;
  readonly label: string;
  readonly about: string;
  readonly key?: string | undefined;
}

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

const SHOWN_MAX = 12;
const NUMBER = /^#?\d{1,20}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The number that a text is, of an order for instance; undefined when it is none. */
export const numberIn = (text: string): string | undefined =>
  NUMBER.test(text.trim()) ? text.trim().replace(/^#/, '') : undefined;

/** Where a text may lead, the likeliest first: every word must begin a word of the place. */
export function paletteTargets(
  text: string,
  agents: readonly AgentNamed[],
  orders: readonly OrderFound[] = [],
): PaletteTarget[] {
  const wanted = text.trim().toLowerCase();
  const places = PLACES.map(({ to, label, about, key }) => ({ to, label, about, key }));
  if (wanted === '') return places.slice(0, SHOWN_MAX);
  const people = agents.map(({ id, name, department }) => ({
    ...{
      to: `/agents/${encodeURIComponent(id)}`,
      label: name,
      about: `agent${department ? ` · ${department}` : ''} · ${id}`,
    },
  }));
  const words = wanted.split(/\s+/);
  const found = [...places, ...people].filter(({ label, about }) => {
    const own = `${label} ${about}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return words.every((word) => own.some((one) => one.startsWith(word)));
  });
  const isByLabel = ({ label }: PaletteTarget): boolean => label.toLowerCase().startsWith(wanted);
  return [
    ...byNumber(text.trim(), orders),
    ...found.filter(isByLabel),
    ...found.filter((one) => !isByLabel(one)),
  ].slice(0, SHOWN_MAX);
}

/** Numbers can be of several orders, of one by its name and of another by its id: the id tells them apart. */
const told = ({ orderId, name }: OrderFound, about: string): string =>
  name === null ? about : `${orderId} · ${about}`;

/** Numbers and ids lead straight to what they may be of. */
function byNumber(text: string, orders: readonly OrderFound[]): PaletteTarget[] {
  const number = numberIn(text);
  if (number !== undefined) {
    // What the books know by this number; else it may be Shopify's own id, which pages take.
    const known = orders.length > 0 ? orders : [{ orderId: number, name: null }];
    return [
      ...known.map(({ orderId, name }) => ({
        ...{
          to: `/finance/orders/${orderId}`,
          label: `Order ${name ?? orderId}`,
          about: told({ orderId, name }, 'who its revenue went to, and its entries'),
        },
      })),
      ...known.map(({ orderId, name }) => ({
        ...{
          to: `/events/story?subject=${orderId}`,
          label: `Story of order ${name ?? orderId}`,
          about: told({ orderId, name }, 'every event of it'),
        },
      })),
      ...(number.length < 10
        ? [{ to: `/events/${number}`, label: `Event ${number}`, about: 'by its place in the chain' }]
        : []),
    ];
  }
  if (!UUID.test(text)) return [];
  return [
    { to: `/tasks/${text}`, label: 'Task', about: text },
    { to: `/approvals/${text}`, label: 'Approval', about: text },
    { to: `/events/story?correlationId=${text}`, label: 'Story by correlation', about: text },
  ];
}

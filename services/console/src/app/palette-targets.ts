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

const SHOWN_MAX = 12;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Where a text may lead, the likeliest first: every word must begin a word of the place. */
export function paletteTargets(text: string, agents: readonly AgentNamed[]): PaletteTarget[] {
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
  return [...byNumber(text.trim()), ...found.filter(isByLabel), ...found.filter((one) => !isByLabel(one))].slice(
    0,
    SHOWN_MAX,
  );
}

/** Numbers and ids lead straight to what they may be of. */
function byNumber(text: string): PaletteTarget[] {
  const number = text.replace(/^#/, '');
  if (/^\d{1,20}$/.test(number)) {
    return [
      { to: `/finance/orders/${number}`, label: `Order ${number}`, about: 'its entries, and who its revenue went to' },
      {
        to: `/events/story?subject=${number}`,
        label: `Story of order ${number}`,
        about: 'every event of it, in time',
      },
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

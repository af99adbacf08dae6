import { Link } from '@tanstack/react-router';
import { asWords } from '../../../format/words';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Money } from '../../../ui/money';
import { LINK_LOOK } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { useAgentNames } from '../../../app/agent-names';
import { useMay } from '../../../app/session';
import { modelLabel } from '../shared/words';
import type { OrderAttribution } from './who-got-it';

type CreditSet = OrderAttribution['sets'][number];

const REASONS: Readonly<Record<CreditSet['reason'], string>> = {
  capture: 'It was paid',
  edit: 'It was edited',
  refund: 'Something was taken back',
  late_touch: 'A touch became known late',
  correction: 'It was corrected',
};

/** What of it is booked, set by set; nothing is ever changed, only added. */
export function CreditHistory({ sets }: { readonly sets: readonly CreditSet[] }) {
  const nameOf = useAgentNames();
  const mayReadEvents = useMay('audit:read');
  if (sets.length === 0) return null;
  const columns: Column<CreditSet>[] = [
    { id: 'seq', header: 'Set', cell: ({ seq }) => seq },
    { id: 'reason', header: 'Because', cell: ({ reason }) => REASONS[reason] },
    { ...{ id: 'model', header: 'Model', isSecondary: true }, cell: ({ model }) => modelLabel(model) },
    {
      ...{ id: 'credits', header: 'Credits', isWide: true, isSecondary: true },
      cell: ({ credits, currency }) => (
        <ul>
          {credits.map(({ touchId, agentId, channel, amountMinor }, at) => (
            <li key={touchId ?? at} className="truncate">
              <Money minor={amountMinor} currency={currency} isChange />{' '}
              {channel === 'unattributed'
                ? 'nobody'
                : `${agentId ? nameOf(agentId) : 'nobody by name'}, ${asWords(channel).toLowerCase()}`}
            </li>
          ))}
        </ul>
      ),
    },
    {
      ...{ id: 'amount', header: 'Amount', align: 'right' },
      cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} isChange />,
    },
    { ...{ id: 'booked', header: 'Booked', isSecondary: true }, cell: ({ recordedAt }) => <Time at={recordedAt} /> },
    ...(mayReadEvents ? [CAUSE] : []),
  ];
  return (
    <Card
      title="What is booked"
      hint="Sets of credits under the model of the books. A change adds a set; none is altered."
      isPadded={false}
    >
      <DataTable label="Sets of credits" columns={columns} rows={sets} rowKey={({ setId }) => setId} empty={null} />
    </Card>
  );
}

const CAUSE: Column<CreditSet> = {
  ...{ id: 'event', header: 'Cause' },
  cell: ({ eventId }) => (
    <Link to={'/events' as '/'} search={{ id: eventId } as never} className={LINK_LOOK}>
      Event
    </Link>
  ),
};

import { useState } from 'react';
import { $api } from '../../../api/client';
import { BY_CURSOR } from '../../../api/pages';
import { useMay } from '../../../app/session';
import { formatCalendar } from '../../../format/times';
import { asWords } from '../../../format/words';
import { Badge } from '../../../ui/badge';
import { Button, buttonClass } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Fact, Facts } from '../../../ui/facts';
import { Answered } from '../../../ui/loading';
import { Money } from '../../../ui/money';
import { OrderLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import { CsvLink } from '../shared/csv-link';
import { PayDialog } from './pay-dialog';
import { PayeeName } from './payee-name';
import { STATEMENT_TONES } from './statement-tones';

type Line = components['schemas']['StatementLineView'];
type Statement = components['schemas']['StatementWithLinesView'];

/** A month of a payee, movement by movement. */
export function StatementDetail({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const path = { id };
  const meta = { topics: ['finance.commission'] };
  const statement = $api.useInfiniteQuery(
    'get',
    '/api/finance/commissions/statements/{id}',
    { params: { path } },
    { ...BY_CURSOR, meta },
  );
  return (
    <Answered of={statement} lines={8}>
      {({ pages }) => {
        const head = pages[0]!;
        return (
          <Card
            title={
              <>
                <PayeeName of={head.beneficiary} />, {formatCalendar(head.period)}{' '}
                <Badge tone={STATEMENT_TONES[head.state]}>{asWords(head.state)}</Badge>
              </>
            }
            hint={
              head.state === 'open'
                ? `It closes on ${formatCalendar(head.closesOn)}; until then it may change.`
                : undefined
            }
            isPadded={false}
            actions={<Actions statement={head} onClose={onClose} />}
          >
            <Sums statement={head} />
            <DataTable
              label="Movements of the statement"
              columns={columnsOf(head.currency)}
              rows={pages.flatMap(({ lines }) => lines)}
              rowKey={(line) => line.id}
              empty={<Empty title="Nothing moved in this month" />}
              more={{
                ...{ hasMore: statement.hasNextPage, isLoading: statement.isFetchingNextPage },
                load: () => void statement.fetchNextPage(),
              }}
            />
          </Card>
        );
      }}
    </Answered>
  );
}

function Actions({ statement, onClose }: { readonly statement: Statement; readonly onClose: () => void }) {
  const may = useMay('finance:approve');
  const [isPaying, setPaying] = useState(false);
  const path = `/api/finance/commissions/statements/${statement.id}` as const;
  const isOwed = statement.outstandingMinor !== '0' && !statement.outstandingMinor.startsWith('-');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <CsvLink path={path} query={{}} />
      <a href={`${path}?format=pdf`} download className={buttonClass('plain', true)}>
        PDF
      </a>
      {may && isOwed && (
        <Button isSmall look="primary" onClick={() => setPaying(true)}>
          Pay
        </Button>
      )}
      <Button isSmall look="quiet" onClick={onClose}>
        Close
      </Button>
      {isPaying && <PayDialog statement={statement} onClose={() => setPaying(false)} />}
    </div>
  );
}

function Sums({
  statement: { held, payable, currency, outstandingMinor, outstandingReason, settledMinor },
}: {
  readonly statement: Statement;
}) {
  const money = (minor: string) => <Money minor={minor} currency={currency} />;
  return (
    <div className="grid gap-x-10 gap-y-4 border-b border-line p-4 sm:grid-cols-2 lg:grid-cols-3">
      <Facts>
        <Fact name="On hold before">{money(held.openingMinor)}</Fact>
        <Fact name="Earned">{money(held.accruedMinor)}</Fact>
        <Fact name="Taken back while on hold">{money(held.clawedBackMinor)}</Fact>
        <Fact name="Released">{money(held.releasedMinor)}</Fact>
        <Fact name="On hold now">{money(held.closingMinor)}</Fact>
      </Facts>
      <Facts>
        <Fact name="To be paid before">{money(payable.openingMinor)}</Fact>
        <Fact name="Released">{money(payable.releasedMinor)}</Fact>
        <Fact name="Topped up">{money(payable.toppedUpMinor)}</Fact>
        <Fact name="Taken back after release">{money(payable.clawedBackMinor)}</Fact>
        <Fact name="Paid">{money(payable.paidMinor)}</Fact>
        <Fact name="To be paid at the end">{money(payable.closingMinor)}</Fact>
      </Facts>
      <Facts>
        <Fact name="Paid of it since">{money(settledMinor)}</Fact>
        <Fact name="Outstanding">
          <strong>{money(outstandingMinor)}</strong>
          {outstandingReason !== undefined && <span className="block text-[13px] text-ink-3">{outstandingReason}</span>}
        </Fact>
      </Facts>
    </div>
  );
}

const KINDS: Readonly<Record<Line['kind'], string>> = {
  ...{ accrual: 'Earned', release: 'Released', clawback: 'Taken back', top_up: 'Topped up', payment: 'Paid' },
};

/** Of what is taken back, from which side; of both where it is of both. */
const kindOf = ({ kind, heldMinor, payableMinor }: Line): string => {
  if (kind !== 'clawback' || (heldMinor !== '0' && payableMinor !== '0')) return KINDS[kind];
  return heldMinor === '0' ? 'Taken back after release' : 'Taken back while on hold';
};

const columnsOf = (currency: string): Column<Line>[] => [
  { id: 'at', header: 'When', cell: ({ occurredAt }) => <Time at={occurredAt} /> },
  { id: 'kind', header: 'What', cell: (line) => kindOf(line) },
  {
    ...{ id: 'order', header: 'Order', isWide: true },
    cell: ({ orderId, orderName, reference }) =>
      orderId ? <OrderLink id={orderId} name={orderName} /> : (reference ?? '–'),
  },
  {
    ...{ id: 'plan', header: 'Plan', isSecondary: true },
    cell: ({ planName, period }) => (planName ? `${planName}${period ? `, ${period}` : ''}` : '–'),
  },
  {
    ...{ id: 'held', header: 'On hold', align: 'right' },
    cell: ({ heldMinor }) => <Money minor={heldMinor} currency={currency} isChange />,
  },
  {
    ...{ id: 'payable', header: 'To be paid', align: 'right' },
    cell: ({ payableMinor }) => <Money minor={payableMinor} currency={currency} isChange />,
  },
];

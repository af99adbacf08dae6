import { CircleCheck, CircleX } from 'lucide-react';
import { $api } from '../../../api/client';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { Money } from '../../../ui/money';
import { Freshness } from '../../../ui/time';
import { asWords } from '../../../format/words';
import type { components } from '../../../api/openapi';
import { CsvLink } from '../shared/csv-link';
import { LedgerLink } from '../shared/ledger-link';
import type { PeriodSearch } from '../shared/search';
import { accountLabel } from '../shared/words';

type Balance = components['schemas']['CurrencyBalanceView'];
type Account = Balance['accounts'][number];

/** Every account; the sum of all debits beside that of all credits. */
export function TrialBalance({ search: { book, currency } }: { readonly search: PeriodSearch }) {
  const meta = { topics: ['finance.entry', 'finance.order', 'finance.refund', 'finance.payout'] };
  const balance = $api.useQuery('get', '/api/finance/trial-balance', { params: { query: { book } } }, { meta });
  const accounts = $api.useQuery('get', '/api/finance/accounts');
  const about = new Map((accounts.data ?? []).map(({ code, name }) => [code, name]));
  return (
    <Answered of={balance} lines={10}>
      {({ currencies, asOf }) => {
        const shown = Object.entries(currencies).filter(([one]) => currency === undefined || one === currency);
        return (
          <>
            {shown.length === 0 && (
              <Empty title="Nothing is booked">As soon as an order is paid, its entries stand here.</Empty>
            )}
            {shown.map(([one, of]) => (
              <Card
                key={one}
                title={`Trial balance, ${one}`}
                hint={<Freshness at={asOf} />}
                actions={<CsvLink path="/api/finance/reports/trial-balance" query={{ book }} />}
                isPadded={false}
              >
                <Proof balance={of} currency={one} />
                <DataTable
                  label={`Accounts in ${one}`}
                  columns={columnsOf(one, book, about)}
                  rows={of.accounts}
                  rowKey={({ account }) => account}
                  empty={null}
                />
              </Card>
            ))}
          </>
        );
      }}
    </Answered>
  );
}

/** Whether the books balance, in a sentence with both sums. */
function Proof({ balance, currency }: { readonly balance: Balance; readonly currency: string }) {
  const isBalanced = balance.debitMinor === balance.creditMinor;
  const Icon = isBalanced ? CircleCheck : CircleX;
  return (
    <p
      className={`flex flex-wrap items-center gap-2 border-b border-line px-4 py-3 ${
        isBalanced ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad'
      }`}
    >
      <Icon aria-hidden className="size-5 shrink-0" />
      <strong className="font-semibold">{isBalanced ? 'The books balance.' : 'The books do not balance.'}</strong>
      <span className="text-ink">
        All debits are <Money minor={balance.debitMinor} currency={currency} />, all credits are{' '}
        <Money minor={balance.creditMinor} currency={currency} />.
      </span>
    </p>
  );
}

/** Neither side is bad: what is owed and what is earned are credits. */
const sideOf = (minor: string): string => (minor === '0' ? '' : minor.startsWith('-') ? 'credit' : 'debit');

function columnsOf(currency: string, book: string | undefined, about: ReadonlyMap<string, string>): Column<Account>[] {
  const amount = (id: 'debitMinor' | 'creditMinor', header: string): Column<Account> => ({
    ...{ id, header, align: 'right' as const, isSecondary: true },
    sortBy: ({ [id]: minor }) => BigInt(minor),
    cell: ({ [id]: minor, account }) => (
      <LedgerLink of={{ account, currency, book }}>
        <Money minor={minor} currency={currency} />
      </LedgerLink>
    ),
  });
  return [
    {
      ...{ id: 'account', header: 'Account', isWide: true },
      cell: ({ account }) => (
        <span title={about.get(account)}>
          <LedgerLink of={{ account, currency, book }}>{accountLabel(account)}</LedgerLink>
          <span className="ml-2 text-[13px] text-ink-3 max-sm:hidden">{about.get(account)}</span>
        </span>
      ),
    },
    { id: 'type', header: 'Type', sortBy: ({ type }) => type, cell: ({ type }) => asWords(type) },
    amount('debitMinor', 'Debits'),
    amount('creditMinor', 'Credits'),
    {
      ...{ id: 'balance', header: 'Balance', align: 'right' },
      sortBy: ({ balanceMinor }) => BigInt(balanceMinor),
      cell: ({ balanceMinor, account }) => (
        <LedgerLink of={{ account, currency, book }}>
          <Money minor={balanceMinor.replace('-', '')} currency={currency} />{' '}
          <span className="inline-block w-10 text-left text-xs text-ink-3">{sideOf(balanceMinor)}</span>
        </LedgerLink>
      ),
    },
  ];
}

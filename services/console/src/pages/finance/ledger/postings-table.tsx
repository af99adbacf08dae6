import { Money } from '../../../ui/money';
import type { components } from '../../../api/openapi';
import { accountLabel } from '../shared/words';
import { LedgerLink } from '../shared/ledger-link';

type Posting = components['schemas']['PostingView'];

const CELL = 'px-3 py-1 text-right whitespace-nowrap';

/** Debits left, credits right, as books are read. */
export const PostingsTable = ({ postings }: { readonly postings: readonly Posting[] }) => (
  <div className="overflow-x-auto">
    <table className="w-full max-w-3xl border-collapse rounded-md bg-sunken text-[13px]">
      <caption className="sr-only">
        Postings: debits and credits are equal; the books refuse an entry that is not.
      </caption>
      <thead>
        <tr className="border-b border-line text-ink-3">
          <th scope="col" className="px-3 py-1 text-left font-medium">
            Account
          </th>
          <th scope="col" className={`${CELL} font-medium`}>
            Debit
          </th>
          <th scope="col" className={`${CELL} font-medium`}>
            Credit
          </th>
        </tr>
      </thead>
      <tbody>
        {postings.map(({ account, amountMinor, currency }, at) => {
          const isCredit = amountMinor.startsWith('-');
          const amount = <Money minor={amountMinor.replace('-', '')} currency={currency} />;
          return (
            <tr key={at} className="border-b border-line last:border-0">
              <th scope="row" className="w-full px-3 py-1 text-left font-normal">
                <LedgerLink of={{ account, currency }}>{accountLabel(account)}</LedgerLink>{' '}
                <span className="text-ink-3 max-sm:hidden">{account.split(':')[0]}</span>
              </th>
              <td className={CELL}>{isCredit ? '' : amount}</td>
              <td className={CELL}>{isCredit ? amount : ''}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  </div>
);

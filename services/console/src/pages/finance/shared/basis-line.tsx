import { $api } from '../../../api/client';
import { Money } from '../../../ui/money';
import { basisSteps } from './revenue-basis';
import type { PeriodSearch } from './search';

interface BasisLineProps {
  readonly of: Pick<PeriodSearch, 'book'> & { readonly from: string; readonly to: string };
  readonly currency: string;
}

/** How the net revenue of these orders becomes what the books, the P&L and the overview have of the same days. */
export function BasisLine({ of: { from, to, book }, currency }: BasisLineProps) {
  const query = { from, to, book, currency };
  const meta = { topics: ['finance.order', 'finance.refund', 'finance.entry'] };
  const { data } = $api.useQuery('get', '/api/finance/reports/revenue-bases', { params: { query } }, { meta });
  const basis = data?.currencies.find((one) => one.currency === currency);
  if (!basis) return null;
  const steps = basisSteps(basis);
  const money = (minor: string) => <Money minor={minor} currency={currency} />;
  return (
    <p className="border-t border-line px-4 py-2 text-[13px] text-ink-2">
      Of orders placed in these days {money(basis.ofOrdersMinor)}
      {steps.map(({ sign, minor, about }) => (
        <span key={about}>
          {' '}
          {sign} {money(minor)} {about}
        </span>
      ))}{' '}
      = {money(basis.bookedMinor)} booked in these days, as in profit and loss.
    </p>
  );
}

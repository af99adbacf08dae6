import { oneOf, periodSearch, textOf, type PeriodSearch } from '../shared/search';

export interface LedgerSearch extends PeriodSearch {
  readonly show?: 'entries' | undefined;
  readonly kind?: string | undefined;
  readonly account?: string | undefined;
  readonly orderId?: string | undefined;
}

export function ledgerSearch(raw: Record<string, unknown>): LedgerSearch {
  return {
    ...periodSearch(raw),
    show: oneOf(raw['show'], ['entries']),
    ...{ kind: textOf(raw['kind']), account: textOf(raw['account']), orderId: textOf(raw['orderId']) },
  };
}

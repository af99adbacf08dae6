import { MODEL_NAMES, type Model } from '../shared/words';
import { oneOf, periodSearch, textOf, type PeriodSearch } from '../shared/search';

export const CREDITED_BY = ['agent', 'department', 'channel', 'campaign'] as const;
export type CreditedBy = (typeof CREDITED_BY)[number];

export interface AttributionSearch extends PeriodSearch {
  /** That of the books when there is none. */
  readonly model?: Model | undefined;
  readonly by?: CreditedBy | undefined;
  /** Whose orders are shown; `none` is of those that have no name. */
  readonly key?: string | undefined;
  readonly none?: 'unnamed' | 'untouched' | undefined;
}

export function attributionSearch(raw: Record<string, unknown>): AttributionSearch {
  const none = oneOf(raw['none'], ['unnamed', 'untouched']);
  return {
    ...periodSearch(raw),
    ...{ model: oneOf(raw['model'], MODEL_NAMES), by: oneOf(raw['by'], CREDITED_BY), none },
    key: none === undefined ? textOf(raw['key']) : undefined,
  };
}

import { MODEL_NAMES, type Model } from '../shared/words';
import { oneOf, periodSearch, type PeriodSearch } from '../shared/search';

export interface OrderSearch extends PeriodSearch {
  readonly model?: Model | undefined;
}

export const orderSearch = (raw: Record<string, unknown>): OrderSearch => ({
  ...periodSearch(raw),
  model: oneOf(raw['model'], MODEL_NAMES),
});

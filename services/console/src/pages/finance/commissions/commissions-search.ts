import { oneOf, periodSearch, textOf, type PeriodSearch } from '../shared/search';

export const PARTS = ['balances', 'statements', 'payments', 'plans'] as const;
export type Part = (typeof PARTS)[number];

export interface CommissionsSearch extends PeriodSearch {
  readonly show?: Part | undefined;
  /** A month, `2026-11`. */
  readonly month?: string | undefined;
  /** `agent:sales-director` */
  readonly payee?: string | undefined;
  /** The statement that is open. */
  readonly statement?: string | undefined;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PAYEE = /^(agent|persona|department|partner):.+$/;

const matching = (value: unknown, form: RegExp): string | undefined => {
  const text = textOf(value);
  return text !== undefined && form.test(text) ? text : undefined;
};

export const commissionsSearch = (raw: Record<string, unknown>): CommissionsSearch => ({
  ...periodSearch(raw),
  ...{ show: oneOf(raw['show'], PARTS), month: matching(raw['month'], MONTH) },
  ...{ payee: matching(raw['payee'], PAYEE), statement: matching(raw['statement'], UUID) },
});

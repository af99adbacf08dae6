import type { components } from '../../api/openapi';

export type ActName = components['schemas']['ApprovalView']['act'];

/** What of the inbox is shown; kept in the address. What is left out is the default. */
export interface InboxSearch {
  readonly state?: ListedState;
  readonly act?: ActName;
  readonly asker?: string;
  /** What it is done to, or the order that it names. */
  readonly subject?: string;
  /** Also what others decide. */
  readonly all?: boolean;
  readonly order?: 'newest';
}

export const LISTED_STATES = [
  ...(['pending', 'approved', 'used', 'rejected', 'changes_asked', 'expired', 'withdrawn', 'lapsed'] as const),
  ...(['denied', 'free', 'any'] as const),
] as const;
export type ListedState = (typeof LISTED_STATES)[number];

const ACT = /^[a-z_]{1,32}\.[a-z_]{1,32}$/;
const ASKER_MAX = 128;
const SUBJECT_MAX = 200;

const written = (value: unknown, max: number): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, max) : undefined;

/** Reads an address; what no inbox has is left out. Of an act that there is not, the API says so. */
export function readInboxSearch(search: Readonly<Record<string, unknown>>): InboxSearch {
  const { state, act, all, order } = search;
  const [asker, subject] = [written(search['asker'], ASKER_MAX), written(search['subject'], SUBJECT_MAX)];
  const isListed = LISTED_STATES.some((one) => one === state) && state !== 'pending';
  return {
    ...(isListed && { state: state as ListedState }),
    ...(typeof act === 'string' && ACT.test(act) && { act: act as ActName }),
    ...(asker !== undefined && { asker }),
    ...(subject !== undefined && { subject }),
    ...(all === true && { all }),
    ...(order === 'newest' && { order: 'newest' as const }),
  };
}

/**
 * The same as the API is asked. What has ended is nobody's to decide, and the latest of it is looked for.
 * @param mayDecide whether any of it can be theirs who look; else all that waits is shown
 */
export function inboxQuery(search: InboxSearch, mayDecide = true) {
  const { state = 'pending', act, all, order } = search;
  const isWaiting = state === 'pending';
  return {
    ...{ state, mine: isWaiting && all !== true && mayDecide },
    order: isWaiting && order !== 'newest' ? ('soonest' as const) : ('newest' as const),
    ...(act !== undefined && { act }),
    ...keptFilters(search),
  };
}

/** What stays when somebody goes to what waits: whose questions, and about what. */
export const keptFilters = ({ asker, subject }: InboxSearch): InboxSearch => ({
  ...(asker !== undefined && { asker }),
  ...(subject !== undefined && { subject }),
});

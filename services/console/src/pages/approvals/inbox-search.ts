import type { components } from '../../api/openapi';

export type ActName = components['schemas']['ApprovalView']['act'];

/** What of the inbox is shown; kept in the address. What is left out is the default. */
export interface InboxSearch {
  readonly state?: ListedState;
  readonly act?: ActName;
  readonly asker?: string;
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

/** Reads an address; what no inbox has is left out. Of an act that there is not, the API says so. */
export function readInboxSearch(search: Readonly<Record<string, unknown>>): InboxSearch {
  const { state, act, asker, all, order } = search;
  const isListed = LISTED_STATES.some((one) => one === state) && state !== 'pending';
  return {
    ...(isListed && { state: state as ListedState }),
    ...(typeof act === 'string' && ACT.test(act) && { act: act as ActName }),
    ...(typeof asker === 'string' && asker.trim() !== '' && { asker: asker.trim().slice(0, ASKER_MAX) }),
    ...(all === true && { all }),
    ...(order === 'newest' && { order: 'newest' as const }),
  };
}

/**
 * The same as the API is asked. What has ended is nobody's to decide, and the latest of it is looked for.
 * @param mayDecide whether any of it can be theirs who look; else all that waits is shown
 */
export function inboxQuery({ state = 'pending', act, asker, all, order }: InboxSearch, mayDecide = true) {
  const isWaiting = state === 'pending';
  return {
    ...{ state, mine: isWaiting && all !== true && mayDecide },
    order: isWaiting && order !== 'newest' ? ('soonest' as const) : ('newest' as const),
    ...(act !== undefined && { act }),
    ...(asker !== undefined && { asker }),
  };
}

import type { Verb } from './decide';
import type { ApprovalDetail } from './use-inbox';

/** What is told of one that somebody had a word on. */
export type Voted = Pick<ApprovalDetail, 'title' | 'state' | 'votesNeeded' | 'votesGiven'>;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** What something is, with what it is about; an id that nobody knows things by is left out. */
export const aboutWhat = (title: string, about: string): string => (UUID.test(about) ? title : `${title} · ${about}`);

/** Whose words are missing, as of a sentence: `one more person is`. */
export function moreNeeded({ votesNeeded, votesGiven }: Pick<ApprovalDetail, 'votesNeeded' | 'votesGiven'>): string {
  const more = votesNeeded - votesGiven;
  return more === 1 ? 'one more person is' : `${more} more people are`;
}

/** Whether somebody said yes and it waits for others. */
export const waitsAfterYesOf = ({ state, votes }: Pick<ApprovalDetail, 'state' | 'votes'>, actor: string): boolean =>
  state === 'pending' && votes.some(({ by, vote }) => by === actor && vote === 'approve');

/** What was done, in the past tense of a notice. @param about what it was about, in words */
export function saidOf(verb: Verb, approval: Voted, about: string): string {
  const what = aboutWhat(approval.title, about);
  return verb === 'approve' && approval.state === 'pending'
    ? `You said yes; ${moreNeeded(approval)} needed: ${what}`
    : `${PAST[verb]}: ${what}`;
}

const PAST: Readonly<Record<Verb, string>> = {
  ...{ approve: 'Approved', reject: 'Rejected', 'ask-changes': 'Sent back for changes' },
  ...{ delegate: 'Delegated', comment: 'Comment added' },
};

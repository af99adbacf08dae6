import { Info, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSubjectWords } from '../../app/order-names';
import { Badge } from '../../ui/badge';
import { OrderLink, TaskLink } from '../../ui/place-links';
import { Time } from '../../ui/time';
import { ExpiryWords } from './expiry-words';
import { orderSaid } from './changes';
import { People } from './people';
import { STATES } from './state-words';
import { Amount } from './shown';
import type { ApprovalDetail } from './use-inbox';

/** What is asked, how much it is about, how long there is, and whether whoever looks may decide. */
export function ApprovalHead({ approval }: { readonly approval: ApprovalDetail }) {
  const { title, subject, amount, state, expiresAt, reason, endedAt, endedBy, test, whyNot, taskId } = approval;
  const { label, tone } = STATES[state];
  const isWaiting = state === 'pending';
  return (
    <header className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-52">
          <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
          <p className="break-words text-ink-2">
            {subject === taskId ? <TaskLink id={subject}>the task that waits</TaskLink> : <About approval={approval} />}
          </p>
        </div>
        {amount && (
          <p className="sm:text-right">
            <span className="block text-lg font-semibold">
              <Amount minor={amount.minor} currency={amount.currency} />
            </span>
            <span className="text-[13px] text-ink-3">{amount.of}</span>
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Badge tone={tone}>{label}</Badge>
        {isWaiting && <ExpiryWords at={expiresAt} />}
        {test && <Badge>test: counts in no report</Badge>}
        {!isWaiting && endedAt && (
          <span className="text-ink-2">
            <Time at={endedAt} /> by <People names={endedBy} />
          </span>
        )}
      </div>
      {!isWaiting && <p className="break-words">“{reason}”</p>}
      <VotesLine approval={approval} />
      {whyNot !== null && <Notice icon={<Info aria-hidden className="mt-0.5 size-4 shrink-0" />}>{whyNot}</Notice>}
    </header>
  );
}

/** The order that it is about, where one is known; else what whoever asks calls it. */
function About({ approval: { subject, facts } }: { readonly approval: ApprovalDetail }) {
  const order = orderSaid(facts);
  const words = useSubjectWords(subject);
  if (order === undefined && words === subject) return subject;
  return (
    <>
      Order <OrderLink id={order ?? subject} />
    </>
  );
}

/** Whose words are still missing; said before somebody decides, not after. */
function VotesLine({ approval: { state, votesNeeded, votesGiven, votes } }: { readonly approval: ApprovalDetail }) {
  if (state !== 'pending' || votesNeeded < 2) return null;
  const missing = votesNeeded - votesGiven;
  const yes = votes.filter(({ vote }) => vote === 'approve').map(({ by }) => by);
  return (
    <Notice icon={<Users aria-hidden className="mt-0.5 size-4 shrink-0" />}>
      {votesNeeded} different people must say yes.{' '}
      {yes.length > 0 ? (
        <>
          <People names={yes} /> did; {missing} more {missing === 1 ? 'is' : 'are'} needed.
        </>
      ) : (
        'Nobody has yet.'
      )}{' '}
      A single rejection is enough.
    </Notice>
  );
}

const Notice = ({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) => (
  <p className="flex gap-2 rounded-md bg-info-soft px-3 py-2 text-info">
    {icon}
    <span className="min-w-0 break-words">{children}</span>
  </p>
);

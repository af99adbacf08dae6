import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { useKnownSubjectWords } from '../../app/order-names';
import { useSession } from '../../app/session';
import { aboutWhat, moreNeeded, waitsAfterYesOf } from './decide-words';
import type { InboxSearch } from './inbox-search';
import { APPROVAL_TOPICS, useInbox } from './use-inbox';

/** Of what others have to say yes to as well, so many are looked at. */
const LOOKED_AT = 5;

/** What whoever looks said yes to and still waits for others, each with a link; nothing where there is none. */
export function SaidYes({ search }: { readonly search: InboxSearch }) {
  const { actor } = useSession();
  const wordsOf = useKnownSubjectWords();
  const { rows } = useInbox({ ...search, all: true });
  const details = useQueries({
    queries: rows
      .filter(({ votesGiven, votesNeeded }) => votesGiven > 0 && votesGiven < votesNeeded)
      .slice(0, LOOKED_AT)
      .map(({ id }) =>
        $api.queryOptions(
          'get',
          '/api/governance/approvals/{id}',
          { params: { path: { id } } },
          { meta: APPROVAL_TOPICS },
        ),
      ),
  });
  const waiting = details.flatMap(({ data }) => (data && waitsAfterYesOf(data, actor) ? [data] : []));
  if (waiting.length === 0) return null;
  return (
    <ul className="border-b border-line px-4 py-3">
      {waiting.map((approval) => (
        <li key={approval.id}>
          You said yes; {moreNeeded(approval)} needed:{' '}
          <Link
            to="/approvals/$id"
            params={{ id: approval.id }}
            search={{ ...search, all: true }}
            className="text-accent underline underline-offset-2"
          >
            {aboutWhat(approval.title, wordsOf(approval.subject))}
          </Link>
        </li>
      ))}
    </ul>
  );
}

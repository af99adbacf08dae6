import { useParams, useSearch } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { useSubjectWords } from '../../app/order-names';
import { Answered } from '../../ui/loading';
import { ApprovalChanges } from './approval-changes';
import { ApprovalContext } from './approval-context';
import { ApprovalHead } from './approval-head';
import { ApprovalTrail } from './approval-trail';
import { ApprovalWhy } from './approval-why';
import { DecideBar } from './decide-bar';
import type { InboxSearch } from './inbox-search';
import { APPROVAL_TOPICS, type ApprovalDetail } from './use-inbox';

/** One question: everything that somebody who decides looks at, and the buttons. */
export function ApprovalPage() {
  const id = useParams({ strict: false, select: (params) => params.id })!;
  const search: InboxSearch = useSearch({ strict: false });
  const query = $api.useQuery(
    'get',
    '/api/governance/approvals/{id}',
    { params: { path: { id } } },
    { meta: APPROVAL_TOPICS },
  );
  return (
    <Answered of={query} lines={10}>
      {(approval) => <Opened key={id} approval={approval} search={search} />}
    </Answered>
  );
}

interface OpenedProps {
  readonly approval: ApprovalDetail;
  readonly search: InboxSearch;
}

function Opened({ approval, search }: OpenedProps) {
  const about = useSubjectWords(approval.subject);
  return (
    <article aria-label={`${approval.title}, ${about}`} className="flex flex-col gap-4">
      <ApprovalHead approval={approval} />
      <ApprovalChanges approval={approval} />
      <ApprovalWhy approval={approval} />
      <ApprovalContext approval={approval} />
      <ApprovalTrail approval={approval} />
      <DecideBar approval={approval} search={search} />
    </article>
  );
}

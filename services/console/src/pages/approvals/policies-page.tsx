import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { $api } from '../../api/client';
import { BY_CURSOR, rowsOf } from '../../api/pages';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Select } from '../../ui/field';
import { Answered } from '../../ui/loading';
import { Page } from '../../ui/page';
import { readPoliciesSearch, type PoliciesSearch } from './policies-search';
import { PolicyCard, type Policy } from './policy-card';

const STATES = [
  { value: '', label: 'All states' },
  { value: 'live', label: 'Live' },
  { value: 'draft', label: 'Drafts' },
  { value: 'retired', label: 'Retired' },
];

/** When a person must decide: the rules, as they are. They are changed over the API, where each change has a reason. */
export function PoliciesPage() {
  const search: PoliciesSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const query = $api.useInfiniteQuery(
    'get',
    '/api/governance/policies',
    { params: { query: { limit: 100, ...search } } },
    { ...BY_CURSOR, meta: { topics: ['governance.policy'] } },
  );
  const rows = rowsOf<Policy>(query.data);
  return (
    <Page
      title="Policies"
      description="When a person must decide, and who. If several policies apply, the strictest counts; without a live policy, a person is asked."
      actions={
        <>
          <Select
            aria-label="State"
            value={search.state ?? ''}
            choices={STATES}
            onChange={(state) => void navigate({ to: '/approvals/policies', search: readPoliciesSearch({ state }) })}
          />
          <Link to="/approvals" className="inline-flex items-center gap-1 font-medium text-accent">
            <ArrowLeft aria-hidden className="size-4" /> Approvals
          </Link>
        </>
      }
    >
      <Answered of={query} lines={10}>
        {() => (
          <div className="grid gap-3 lg:grid-cols-2">
            {rows.map((policy) => (
              <PolicyCard key={policy.id} policy={policy} />
            ))}
          </div>
        )}
      </Answered>
      {query.data && rows.length === 0 && (
        <Empty title="No policy matches">
          Without one, every act is asked of a person. docs/approvals.md says how one is added.
        </Empty>
      )}
      {query.hasNextPage && (
        <div className="flex justify-center">
          <Button isSmall isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </Page>
  );
}

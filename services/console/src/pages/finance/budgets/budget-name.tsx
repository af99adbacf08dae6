import { Link } from '@tanstack/react-router';
import { $api } from '../../../api/client';
import { Id } from '../../../ui/code';
import { LINK_LOOK } from '../../../ui/place-links';
import { useAgentNames } from '../../../app/agent-names';
import { scopeWords } from './budget-words';

/** A budget by its id, leading to its history. */
export function BudgetName({ id }: { readonly id: string }) {
  const nameOf = useAgentNames();
  const { data } = $api.useQuery('get', '/api/finance/budgets/{id}', { params: { path: { id } } });
  return (
    <Link to={'/finance/budgets' as '/'} search={{ budget: id, all: 'yes' } as never} className={LINK_LOOK}>
      {data ? data.agentId ? nameOf(data.agentId) : scopeWords(data) : <Id>{id}</Id>}
    </Link>
  );
}

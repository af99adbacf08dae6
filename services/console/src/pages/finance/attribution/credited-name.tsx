import type { ReactNode } from 'react';
import { Badge } from '../../../ui/badge';
import { AgentLink } from '../../../ui/place-links';
import { useAgentNames } from '../../../app/agent-names';
import { asWords, departmentLabel } from '../../../format/words';
import type { CreditedBy } from './attribution-search';

export interface CreditedRow {
  readonly key: string | null;
  readonly name: string | null;
  readonly unattributed: boolean;
}

/** Whom a row is of; what is nobody's says so. */
export function CreditedName({ row, by }: { readonly row: CreditedRow; readonly by: CreditedBy }): ReactNode {
  const nameOf = useAgentNames();
  if (row.unattributed) return <Badge tone="none">Nobody: no touch is known</Badge>;
  if (row.key === null) return <Badge tone="warn">{UNNAMED[by]}</Badge>;
  if (by === 'agent') return <AgentLink id={row.key}>{row.name ?? nameOf(row.key)}</AgentLink>;
  if (by === 'department') return departmentLabel(row.key);
  return by === 'channel' ? asWords(row.key) : row.key;
}

const UNNAMED: Readonly<Record<CreditedBy, string>> = {
  agent: 'Touched, but no agent is named',
  department: 'Touched, but no department is known',
  channel: 'Touched, but no channel is known',
  campaign: 'Touched outside of campaigns',
};

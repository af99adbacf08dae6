import { Badge } from '../../../ui/badge';
import type { MigrationState } from '../schemas';
import { STATES } from './states';

export const StateBadge = ({ state }: { readonly state: MigrationState }) => (
  <span title={STATES[state].about}>
    <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
  </span>
);

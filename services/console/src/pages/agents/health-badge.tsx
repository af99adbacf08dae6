import { Badge } from '../../ui/badge';
import type { Health } from './health';

export const HealthBadge = ({ health: { word, tone, reason } }: { readonly health: Health }) => (
  <span title={reason ?? undefined}>
    <Badge tone={tone}>{word}</Badge>
  </span>
);

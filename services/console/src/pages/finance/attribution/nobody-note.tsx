import { Money } from '../../../ui/money';
import { LINK_LOOK } from '../../../ui/place-links';
import type { components } from '../../../api/openapi';
import type { CreditedBy } from './attribution-search';

interface NobodyNoteProps {
  readonly rows: readonly components['schemas']['SummaryRowView'][];
  readonly by: CreditedBy;
  readonly currency: string;
}

/** What goes to nobody, why, and what to do about it. */
export function NobodyNote({ rows, by, currency }: NobodyNoteProps) {
  const unnamed = by === 'agent' ? rows.find(({ key, unattributed }) => key === null && !unattributed) : undefined;
  const untouched = rows.find(({ unattributed }) => unattributed);
  if (!unnamed && !untouched) return null;
  return (
    <ul className="flex flex-col gap-1.5 border-t border-line px-4 py-3 text-[13px] text-ink-2">
      {unnamed && (
        <li>
          <strong>
            <Money minor={unnamed.creditedMinor} currency={currency} /> goes to touches that name no agent.
          </strong>{' '}
          A visit with a campaign mark, a link or a discount code is a touch, and nobody has said which agent stands
          behind that mark. Say it under{' '}
          <a href="#touch-sources" className={LINK_LOOK}>
            Touch sources
          </a>
          ; orders placed from then on name the agent.
        </li>
      )}
      {untouched && (
        <li>
          <strong>
            <Money minor={untouched.creditedMinor} currency={currency} /> goes to nobody.
          </strong>{' '}
          No touch of these customers was told within the lookback window: no agent wrote to them, and their visit bore
          no mark. Most of it is people who came by themselves.
        </li>
      )}
    </ul>
  );
}

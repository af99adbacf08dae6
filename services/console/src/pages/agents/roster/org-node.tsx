import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { cx } from '../../../ui/class-names';
import { AgentName } from '../../../ui/place-links';
import { Unknown } from '../../../ui/money';
import { HealthBadge } from '../health-badge';
import type { HierarchyNode } from '../schemas';
import { Success } from '../success';
import type { AgentRow } from './agent-rows';
import { sizeBelow } from './org-tree';
import { OpenTasks } from './roster-list';

/** Which agents hide who is below them. */
export interface Folding {
  isFolded(id: string): boolean;
  fold(id: string, isFolded: boolean): void;
}

interface OrgNodeProps {
  readonly node: HierarchyNode;
  readonly rows: ReadonlyMap<string, AgentRow>;
  readonly folding: Folding;
  readonly isHead?: boolean;
}

/** An agent, and below it those who report to it, joined by lines. */
export function OrgNode({ node, rows, folding, isHead = false }: OrgNodeProps) {
  const { id, name, reports, alsoReportsTo } = node;
  const isFolded = folding.isFolded(id);
  const row = rows.get(id);
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <>
      <div data-agent={id} className="flex items-start gap-1.5 py-1">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <Link
              data-name
              to="/agents/$id"
              params={{ id }}
              className={cx('truncate underline-offset-2 hover:underline', isHead ? 'font-semibold' : 'font-medium')}
            >
              {name}
            </Link>
            {row && <HealthBadge health={row.health} />}
          </div>
          <p className="flex flex-wrap gap-x-3 text-[13px] text-ink-3 [&_a]:underline">
            <span>ended well {row?.work ? <Success of={row.work} /> : <Unknown />}</span>
            <span>open {row?.work ? <OpenTasks agentId={id} open={row.work.open} /> : <Unknown />}</span>
            {alsoReportsTo && (
              <span>
                also reports to <AgentName id={alsoReportsTo} />
              </span>
            )}
          </p>
        </div>
        {reports.length > 0 && (
          <button
            type="button"
            aria-expanded={!isFolded}
            title={isFolded ? 'Show them' : 'Hide them'}
            className="flex items-center gap-0.5 rounded px-1 py-0.5 text-[13px] text-ink-3 hover:bg-sunken hover:text-ink"
            onClick={() => folding.fold(id, !isFolded)}
          >
            {sizeBelow(node)}
            <span className="sr-only">below {name}</span>
            <Chevron aria-hidden className="size-4" />
          </button>
        )}
      </div>
      {reports.length > 0 && !isFolded && (
        <ul aria-label={`Who report to ${name}`} className="ml-1.5">
          {reports.map((report) => (
            <li key={report.id} className="relative pl-4">
              <Lines />
              <OrgNode node={report} rows={rows} folding={folding} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Down from the manager, past this one unless it is the last, and across to it. */
const Lines = () => (
  <span aria-hidden>
    <span className="absolute top-0 left-0 h-4 w-3 rounded-bl border-b border-l border-line-strong" />
    <span className="absolute top-0 bottom-0 left-0 border-l border-line-strong [li:last-child>span>&]:hidden" />
  </span>
);

import { useRef, useState, type KeyboardEvent } from 'react';
import { departmentLabel, plural } from '../../../format/words';
import { Button } from '../../../ui/button';
import { Empty } from '../../../ui/empty';
import type { HierarchyNode } from '../schemas';
import type { AgentRow } from './agent-rows';
import { OrgNode, type Folding } from './org-node';
import { branchesOf, leadersOf, sizeBelow } from './org-tree';

interface OrgChartProps {
  readonly roots: readonly HierarchyNode[];
  readonly rows: ReadonlyMap<string, AgentRow>;
}

/**
 * Who reports to whom: whoever leads all on top, each branch below it as a card of its own. By keyboard: up and down go from
 * agent to agent, left folds what is below one, right unfolds it, Enter opens its page.
 */
export function OrgChart({ roots, rows }: OrgChartProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLDivElement>(null);
  const folding: Folding = {
    isFolded: (id) => folded.has(id),
    fold: (id, isFolded) =>
      setFolded((before) => (isFolded ? new Set([...before, id]) : new Set([...before].filter((one) => one !== id)))),
  };
  if (roots.length === 0) return <Empty title="No agent matches">Remove a filter.</Empty>;
  const onKeyDown = (event: KeyboardEvent): void => goByKey(event, box.current, folding);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <p className="flex-1 text-[13px] text-ink-3">
          {plural(
            roots.reduce((sum, root) => sum + 1 + sizeBelow(root), 0),
            'agent',
          )}
          . Arrow keys go from one to another.
        </p>
        <Button isSmall look="quiet" onClick={() => setFolded(new Set())}>
          Unfold all
        </Button>
        <Button
          isSmall
          look="quiet"
          onClick={() => setFolded(new Set(leadersOf(roots.flatMap(({ reports }) => reports))))}
        >
          Fold all
        </Button>
      </div>
      <div ref={box} onKeyDown={onKeyDown} aria-label="Organisation chart" role="group">
        {roots.map((root) => (
          <Organisation key={root.id} root={root} rows={rows} folding={folding} />
        ))}
      </div>
    </div>
  );
}

interface OrganisationProps {
  readonly root: HierarchyNode;
  readonly rows: ReadonlyMap<string, AgentRow>;
  readonly folding: Folding;
}

function Organisation({ root, rows, folding }: OrganisationProps) {
  const branches = branchesOf(root);
  return (
    <>
      <div className="mx-auto w-full max-w-sm rounded-lg border border-accent bg-surface p-3">
        <OrgNode node={{ ...root, reports: [] }} rows={rows} folding={folding} isHead />
      </div>
      {branches.length > 0 && (
        <>
          <div aria-hidden className="mx-auto h-4 w-px bg-line-strong" />
          <ul
            aria-label={`Who report to ${root.name}`}
            className="gap-3 border-t border-line-strong pt-3 sm:columns-2 xl:columns-3"
          >
            {branches.map((branch) => (
              <li key={branch.id} className="mb-3 break-inside-avoid rounded-lg border border-line bg-surface p-3">
                <p className="mb-1 text-xs font-medium text-ink-3">{departmentLabel(branch.department)}</p>
                <OrgNode node={branch} rows={rows} folding={folding} isHead />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

function goByKey(event: KeyboardEvent, box: HTMLElement | null, { fold }: Folding): void {
  const node = (event.target as HTMLElement).closest<HTMLElement>('[data-agent]');
  if (!box || !node) return;
  const step = STEPS[event.key];
  if (step !== undefined) {
    const links = [...box.querySelectorAll<HTMLElement>('[data-agent] a[data-name]')];
    const at = links.findIndex((link) => node.contains(link));
    links[at + step]?.focus();
    event.preventDefault();
  } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    fold(node.dataset['agent']!, event.key === 'ArrowLeft');
    event.preventDefault();
  }
}

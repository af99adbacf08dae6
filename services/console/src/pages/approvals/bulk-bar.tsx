import { useState } from 'react';
import { Button } from '../../ui/button';
import { BulkDialog } from './bulk-dialog';
import type { Approval } from './use-inbox';

interface BulkBarProps {
  /** Those shown that can be decided. */
  readonly waiting: readonly Approval[];
  readonly picked: readonly Approval[];
  readonly onChoose: (ids: readonly string[], isChosen: boolean) => void;
}

/** Several at once: all that are shown, or those that were chosen. */
export function BulkBar({ waiting, picked, onChoose }: BulkBarProps) {
  const [asked, setAsked] = useState<readonly Approval[]>();
  const isAll = picked.length === waiting.length;
  return (
    <div className="flex min-h-11 items-center gap-2 border-b border-line px-3 py-1.5 text-[13px]">
      <label className="flex items-center gap-2.5 text-ink-2">
        <input
          type="checkbox"
          className="size-4 accent-[var(--accent)]"
          checked={isAll}
          ref={(box) => {
            if (box) box.indeterminate = picked.length > 0 && !isAll;
          }}
          onChange={() =>
            onChoose(
              waiting.map(({ id }) => id),
              !isAll,
            )
          }
        />
        {picked.length === 0 ? 'Choose all shown' : `${picked.length} chosen`}
      </label>
      {picked.length > 0 && (
        <Button isSmall look="primary" className="ml-auto" onClick={() => setAsked(picked)}>
          Decide {picked.length}
        </Button>
      )}
      {asked && (
        <BulkDialog approvals={asked} onDone={(ids) => onChoose(ids, false)} onClose={() => setAsked(undefined)} />
      )}
    </div>
  );
}

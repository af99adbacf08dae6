import { useQueryClient } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { plural } from '../../../format/words';
import { Button } from '../../../ui/button';
import { ReasonDialog } from '../../../ui/reason-dialog';
import { said } from '../../../ui/toasts';
import type { MigrationDetail } from '../schemas';
import { askedAgain } from './asked-again';
import { isPassed } from './board-groups';
import { GateList } from './gates';
import { oneLine } from './one-line';
import { STATES } from './states';

/** One state further. Gates that are not passed hold it, unless a person says outright that they shall not. */
export function RollForward({ migration }: { readonly migration: MigrationDetail }) {
  const [asked, setAsked] = useState<{ readonly key: string; readonly from: MigrationDetail['state'] }>();
  if (!useMay('orchestration:approve') || migration.leadsTo === null) return null;
  return (
    <>
      <Button
        look="primary"
        icon={<ArrowRight aria-hidden className="size-4" />}
        onClick={() => setAsked({ key: crypto.randomUUID(), from: migration.state })}
      >
        Roll forward
      </Button>
      {asked && <RollForwardDialog migration={migration} {...{ intent: asked }} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface RollForwardDialogProps {
  readonly migration: MigrationDetail;
  readonly intent: { readonly key: string; readonly from: MigrationDetail['state'] };
  readonly onClose: () => void;
}

function RollForwardDialog({ migration, intent, onClose }: RollForwardDialogProps) {
  const [isOverruling, setOverruling] = useState(false);
  const client = useQueryClient();
  const { id, findings, leadsTo } = migration;
  const open = findings.filter((one) => !isPassed(one));
  const to = leadsTo && STATES[leadsTo];
  const advance = async (reason: string): Promise<void> => {
    const overrule = isOverruling && open.length > 0;
    await api.POST('/api/orchestration/migrations/{id}/advance', {
      // Another key for another intent: the same question with other words is refused.
      params: { path: { id }, header: { 'idempotency-key': `${intent.key}${overrule ? '/overrule' : ''}` } },
      body: { from: intent.from, reason: oneLine(reason), ...(overrule && { overrule }) },
    });
    said(`Rolled forward to ${to?.label ?? 'the next state'}`);
    void askedAgain(client);
  };
  return (
    <ReasonDialog
      title="Roll forward"
      description={to ? `From ${STATES[intent.from].label} to ${to.label}. ${to.about}` : 'It has moved meanwhile.'}
      action="Roll forward"
      blocked={
        open.length > 0 && !isOverruling
          ? `${plural(open.length, 'gate is', 'gates are')} not passed; nothing moves unless you overrule.`
          : undefined
      }
      onClose={onClose}
      onConfirm={advance}
    >
      <GateList findings={findings} />
      {open.length > 0 && (
        <label className="flex items-start gap-2 rounded-md bg-warn-soft p-3">
          <input
            type="checkbox"
            className="mt-1 size-4 accent-[var(--accent)]"
            checked={isOverruling}
            onChange={(event) => setOverruling(event.target.checked)}
          />
          <span>
            Overrule {plural(open.length, 'gate')} that {open.length === 1 ? 'is' : 'are'} not passed. It goes on record
            with the figures.
          </span>
        </label>
      )}
    </ReasonDialog>
  );
}

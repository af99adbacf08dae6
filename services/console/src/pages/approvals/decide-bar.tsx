import { useNavigate } from '@tanstack/react-router';
import { Check, MessageSquare, PenLine, UserPlus, X, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useKnownSubjectWords } from '../../app/order-names';
import { useMay, useSession } from '../../app/session';
import { isTyping } from '../../app/shortcuts';
import { Button, type ButtonLook } from '../../ui/button';
import { cx } from '../../ui/class-names';
import { Kbd } from '../../ui/code';
import { said } from '../../ui/toasts';
import type { Verb } from './decide';
import { DecideDialog } from './decide-dialog';
import { aboutWhat, saidOf } from './decide-words';
import type { InboxSearch } from './inbox-search';
import { nextWaiting } from './next-waiting';
import { useInbox, type ApprovalDetail } from './use-inbox';

interface Act {
  readonly verb: Verb;
  readonly label: string;
  readonly look: ButtonLook;
  readonly icon: LucideIcon;
  readonly hotkey?: string;
}

const ACTS: readonly Act[] = [
  { verb: 'approve', label: 'Approve', look: 'primary', icon: Check, hotkey: 'y' },
  { verb: 'reject', label: 'Reject', look: 'danger', icon: X, hotkey: 'n' },
  { verb: 'ask-changes', label: 'Ask for changes', look: 'plain', icon: PenLine, hotkey: 'c' },
  { verb: 'delegate', label: 'Delegate', look: 'quiet', icon: UserPlus },
  { verb: 'comment', label: 'Comment', look: 'quiet', icon: MessageSquare },
];

/** On a phone, the two that decide are large, and the others share a line. */
const isSmall = (verb: Verb): boolean => verb !== 'approve' && verb !== 'reject';

interface DecideBarProps {
  readonly approval: ApprovalDetail;
  readonly search: InboxSearch;
}

/** The decision, always in reach: at the bottom of the pane, and of a phone. y, n and c do the same. */
export function DecideBar({ approval, search }: DecideBarProps) {
  const [verb, setVerb] = useState<Verb>();
  const [mayApprove, mayWrite] = [useMay('governance:approve'), useMay('governance:write')];
  const { actor } = useSession();
  const bar = useRef<HTMLDivElement>(null);
  const { rows } = useInbox(search);
  const navigate = useNavigate();
  const wordsOf = useKnownSubjectWords();
  const isWaiting = approval.state === 'pending';
  const mayDecide = mayApprove && approval.mayDecide;
  const acts = !isWaiting
    ? []
    : ACTS.filter((act) =>
        act.verb === 'comment'
          ? mayWrite
          : mayDecide || (act.verb === 'delegate' && mayApprove && canHandOver(approval, actor)),
      );
  useDecisionKeys(mayDecide && verb === undefined, setVerb);

  const done = async (decided: ApprovalDetail): Promise<void> => {
    const isOver = verb !== 'comment' && verb !== 'delegate';
    const next = isOver ? nextWaiting(rows, approval.id) : undefined;
    said(
      saidOf(verb!, decided, wordsOf(decided.subject)),
      next && `Next: ${aboutWhat(next.title, wordsOf(next.subject))}`,
    );
    if (!isOver) return;
    if (next) await navigate({ to: '/approvals/$id', params: { id: next.id }, search });
    // A yes that is not enough leaves it waiting: there is nothing else to go to.
    else if (decided.state !== 'pending') await navigate({ to: '/approvals', search });
  };
  const dialog = verb && (
    <DecideDialog
      {...{ verb, approval, onDone: done, onClose: () => setVerb(undefined) }}
      backTo={() => bar.current?.querySelector<HTMLElement>(`[data-verb="${verb}"]`)}
    />
  );
  return (
    <>
      {acts.length > 0 && <Bar ref={bar} acts={acts} onVerb={setVerb} />}
      {/* Somebody else decided while a reason is being written: what was written stays, and the dialog says so. */}
      {dialog}
    </>
  );
}

interface BarProps {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly acts: readonly Act[];
  readonly onVerb: (verb: Verb) => void;
}

function Bar({ ref, acts, onVerb }: BarProps) {
  return (
    <div
      ref={ref}
      data-bottom-bar
      role="group"
      aria-label="Decision"
      className="sticky bottom-0 z-20 -mx-4 grid grid-cols-6 gap-2 border-t border-line bg-surface p-3 shadow-raised sm:mx-0 sm:flex sm:flex-wrap sm:rounded-lg sm:border"
    >
      {acts.map(({ verb: one, label, look, icon: Icon, hotkey }) => (
        <Button
          key={one}
          data-verb={one}
          look={look}
          icon={<Icon aria-hidden className={cx('size-4 shrink-0', isSmall(one) && 'max-sm:hidden')} />}
          className={cx('max-sm:h-11', isSmall(one) ? 'col-span-2 max-sm:px-1 max-sm:text-[13px]' : 'col-span-3')}
          aria-keyshortcuts={hotkey}
          onClick={() => onVerb(one)}
        >
          <span className="truncate">{label}</span>
          {hotkey && (
            <span aria-hidden className="max-xl:hidden">
              <Kbd>{hotkey}</Kbd>
            </span>
          )}
        </Button>
      ))}
    </div>
  );
}

/** Whoever has said yes already may still hand it to somebody else. */
const canHandOver = ({ votes }: ApprovalDetail, actor: string): boolean =>
  votes.some(({ by, vote }) => by === actor && vote === 'approve');

const KEYS: Readonly<Record<string, Verb>> = Object.fromEntries(
  ACTS.flatMap(({ verb, hotkey }) => (hotkey ? [[hotkey, verb]] : [])),
);

function useDecisionKeys(isOn: boolean, onVerb: (verb: Verb) => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const verb = KEYS[event.key];
      if (!verb || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      event.preventDefault();
      onVerb(verb);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isOn, onVerb]);
}

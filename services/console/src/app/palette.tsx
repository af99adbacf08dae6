import { Dialog } from '@base-ui/react/dialog';
import { useNavigate } from '@tanstack/react-router';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { $api } from '../api/client';
import { scopeOf } from './page-scopes';
import { useMayEach } from './session';
import { cx } from '../ui/class-names';
import { Kbd } from '../ui/code';
import { isAnswerClear, numberIn, paletteTargets, type OrdersTold, type PaletteTarget } from './palette-targets';
import { usePaletteActions } from './use-palette-actions';

const AGENTS_ASKED = 200;

interface PaletteProps {
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

/**
 * Goes anywhere: a page, an agent by name, an order, a task or an event by its number; and does what the menu does. Whoever types an
 * order's number and Enter at once need not wait: it goes as soon as the books have said which order that is.
 */
export function Palette({ onClose, onHelp }: PaletteProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const typed = useRef<string>(undefined);
  const navigate = useNavigate();
  const list = useId();
  const may = useMayEach();
  const agents = $api.useQuery(
    'get',
    '/api/orchestration/agents',
    { params: { query: { roster: 'target', limit: AGENTS_ASKED } } },
    { enabled: may('orchestration:read') },
  );
  const { actions, act } = usePaletteActions(onHelp);
  const { orders, answer } = useOrdersBy(numberIn(text));
  const targetsBy = (told: OrdersTold): PaletteTarget[] =>
    paletteTargets(text, agents.data?.items ?? [], told, actions).filter(
      (one) => !('to' in one) || may(scopeOf(one.to) ?? ''),
    );
  const targets = targetsBy(orders);
  const chosen = Math.min(at, targets.length - 1);
  const close = (): void => {
    typed.current = undefined;
    onClose();
  };
  const go = (target: PaletteTarget | undefined): void => {
    if (!target) return;
    close();
    if ('to' in target) void navigate({ to: target.to });
    else act(target.action);
  };
  const take = async (at: number): Promise<void> => {
    const target = targets[at];
    if (!target || !('to' in target) || !target.isPending) return go(target);
    const told = await answer();
    // Meanwhile something else may have been typed, or nothing is wanted any more.
    if (typed.current === text && isAnswerClear(told)) go(targetsBy(told)[at]);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') void take(chosen);
    else if (step !== undefined) setAt((chosen + step + targets.length) % Math.max(targets.length, 1));
    else return;
    event.preventDefault();
  };
  const said = saidOf(text, orders, targets.length);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup className="fixed top-[12vh] left-1/2 z-50 flex max-h-[70vh] w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-raised">
          <Dialog.Title className="sr-only">Go to</Dialog.Title>
          <input
            autoFocus
            role="combobox"
            aria-label="Go to"
            aria-expanded="true"
            aria-controls={list}
            aria-activedescendant={targets[chosen] && `${list}-${chosen}`}
            placeholder="A page, an agent, an order’s number, something to do …"
            className="h-12 border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-3"
            value={text}
            onChange={(event) => (setText((typed.current = event.target.value)), setAt(0))}
            onKeyDown={onKey}
          />
          <ul id={list} role="listbox" aria-label="Places" className="min-h-0 flex-1 overflow-y-auto p-1.5">
            {targets.map((target, index) => (
              <li
                key={('to' in target ? target.to : target.action) + target.label}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === chosen}
                className={cx(
                  'flex cursor-pointer items-center gap-3 rounded-md px-3 py-2',
                  index === chosen && 'bg-accent-soft',
                )}
                onMouseMove={() => setAt(index)}
                onClick={() => void take(index)}
              >
                <span className="min-w-0 flex-1 truncate">
                  <span className="font-medium">{target.label}</span>{' '}
                  <span className="ml-2 text-ink-3">{target.about}</span>
                </span>
                {target.key && <Kbd>{`g ${target.key}`}</Kbd>}
              </li>
            ))}
          </ul>
          <p
            role="status"
            className={cx('text-center text-ink-2', said !== undefined && 'border-t border-line px-3 py-4')}
          >
            {said}
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface OrdersAsked {
  readonly orders: OrdersTold;
  /** Waits for what the books say. */
  answer(): Promise<OrdersTold>;
}

/** What the books know under a number. */
function useOrdersBy(number: string | undefined): OrdersAsked {
  const mayAsk = useMayEach()('finance:read') && number !== undefined;
  const asked = $api.useQuery(
    'get',
    '/api/finance/orders',
    { params: { query: { number: number ?? '' } } },
    { enabled: mayAsk },
  );
  const isAsking = mayAsk && asked.isPending;
  return {
    orders: isAsking ? 'asking' : asked.data?.items,
    answer: async () => (await asked.refetch({ cancelRefetch: false })).data?.items,
  };
}

function saidOf(text: string, orders: OrdersTold, found: number): string | undefined {
  const number = numberIn(text);
  if (number !== undefined && orders === 'asking') return `Looking for order ${number} …`;
  if (number !== undefined && orders?.length === 0) return `No order in the books has the number ${number}.`;
  return found === 0 ? 'Nothing is called that.' : undefined;
}

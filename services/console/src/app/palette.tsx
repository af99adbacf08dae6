import { Dialog } from '@base-ui/react/dialog';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react';
import { $api } from '../api/client';
import { scopeOf } from './page-scopes';
import { useMayEach } from './session';
import { cx } from '../ui/class-names';
import { Kbd } from '../ui/code';
import { numberIn, paletteTargets, type PaletteTarget } from './palette-targets';

const AGENTS_ASKED = 200;

/** Goes anywhere: a page, an agent by name, an order, a task or an event by its number. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const list = useId();
  const may = useMayEach();
  const agents = $api.useQuery(
    'get',
    '/api/orchestration/agents',
    { params: { query: { roster: 'target', limit: AGENTS_ASKED } } },
    { enabled: may('orchestration:read') },
  );
  // Only the books are asked a little later: Enter goes where the text that stands there leads.
  const asked = useDeferredValue(text);
  const number = numberIn(asked);
  const orders = $api.useQuery(
    'get',
    '/api/finance/orders',
    { params: { query: { number: number ?? '' } } },
    { enabled: may('finance:read') && number !== undefined },
  );
  const found = asked === text ? orders.data?.items : undefined;
  const targets = paletteTargets(text, agents.data?.items ?? [], found).filter(({ to }) => may(scopeOf(to) ?? ''));
  const chosen = Math.min(at, targets.length - 1);
  const go = (target: PaletteTarget | undefined): void => {
    if (!target) return;
    onClose();
    void navigate({ to: target.to });
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') go(targets[chosen]);
    else if (step !== undefined) setAt((chosen + step + targets.length) % Math.max(targets.length, 1));
    else return;
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
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
            placeholder="A page, an agent, an order’s number …"
            className="h-12 border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-3"
            value={text}
            onChange={(event) => (setText(event.target.value), setAt(0))}
            onKeyDown={onKey}
          />
          <ul id={list} role="listbox" aria-label="Places" className="min-h-0 flex-1 overflow-y-auto p-1.5">
            {targets.map((target, index) => (
              <li
                key={target.to + target.label}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === chosen}
                className={cx(
                  'flex cursor-pointer items-center gap-3 rounded-md px-3 py-2',
                  index === chosen && 'bg-accent-soft',
                )}
                onMouseMove={() => setAt(index)}
                onClick={() => go(target)}
              >
                <span className="min-w-0 flex-1 truncate">
                  <span className="font-medium">{target.label}</span>{' '}
                  <span className="ml-2 text-ink-3">{target.about}</span>
                </span>
                {target.key && <Kbd>{`g ${target.key}`}</Kbd>}
              </li>
            ))}
            {targets.length === 0 && <li className="px-3 py-6 text-center text-ink-2">Nothing is called that.</li>}
          </ul>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Kbd } from '../ui/code';
import { Dialog } from '../ui/dialog';
import { PLACES } from './navigation';

/** How long `g` waits for the letter of a page. */
const SEQUENCE_MS = 1_500;

/** True while keys write something, or another surface has the keyboard. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role=dialog]') !== null);

/** Rows know where the next one is; before that somebody must get into them. */
const firstRow = (): HTMLElement | null => document.querySelector<HTMLElement>('main [data-row][tabindex="0"]');
const isInRow = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[data-row]') !== null;

interface Shortcuts {
  readonly onPalette: () => void;
  readonly onHelp: () => void;
}

/** Keys that hold on every page: Ctrl K, ?, and g with a letter. */
export function useShortcuts({ onPalette, onHelp }: Shortcuts): void {
  const navigate = useNavigate();
  const lastG = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        return onPalette();
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') return onHelp();
      if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>('main input[type=search]');
        if (search) event.preventDefault();
        return search?.focus();
      }
      if (event.key === 'j' && !isInRow(event.target)) firstRow()?.focus();
      const place = event.timeStamp - lastG.current < SEQUENCE_MS && PLACES.find(({ key }) => key === event.key);
      lastG.current = event.key === 'g' ? event.timeStamp : 0;
      if (place) void navigate({ to: place.to });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, onPalette, onHelp]);
}

const EVERYWHERE: readonly (readonly [string, string])[] = [
  ['Ctrl K', 'Go anywhere'],
  ['/', 'Search on this page'],
  ['?', 'These shortcuts'],
  ['j k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['Esc', 'Close what is open'],
];

const IN_APPROVALS: readonly (readonly [string, string])[] = [
  ['y', 'Approve'],
  ['n', 'Reject'],
  ['c', 'Ask for changes'],
];

export function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  const places = PLACES.flatMap(({ key, label }): [string, string][] => (key ? [[`g ${key}`, label]] : []));
  return (
    <Dialog isOpen onClose={onClose} title="Keyboard shortcuts">
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <Keys title="Everywhere" keys={EVERYWHERE} />
        <Keys title="Go to" keys={places} />
        <Keys title="An approval" keys={IN_APPROVALS} />
      </div>
    </Dialog>
  );
}

function Keys({ title, keys }: { readonly title: string; readonly keys: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3 className="pb-1 text-[13px] font-medium text-ink-3">{title}</h3>
      <dl className="grid grid-cols-[1fr_max-content] gap-x-3 gap-y-1">
        {keys.map(([key, about]) => (
          <div key={key} className="contents">
            <dt>{about}</dt>
            <dd className="text-right whitespace-nowrap">
              <Kbd>{key}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

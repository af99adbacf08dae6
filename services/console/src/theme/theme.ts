import { useSyncExternalStore } from 'react';

/** `system` follows the machine's own choice. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'vividwalls.theme';
const watchers = new Set<() => void>();

function kept(): Theme {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  } catch {
    return 'system'; // A browser that keeps nothing for us still shows pages.
  }
}

let theme = kept();

export function applyTheme(): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function setTheme(next: Theme): void {
  theme = next;
  applyTheme();
  try {
    if (next === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // It holds for this page at least.
  }
  for (const watcher of watchers) watcher();
}

export const useTheme = (): Theme =>
  useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
    () => theme,
  );

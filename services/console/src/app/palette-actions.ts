/** What the palette does rather than where it goes. */
export type ActionName = 'light' | 'dark' | 'system' | 'pause' | 'resume' | 'shortcuts' | 'sign-out';

export interface PaletteAction {
  readonly action: ActionName;
  readonly label: string;
  readonly about: string;
  /** Other words that people look for it by. */
  readonly also: string;
  readonly key?: string;
}

const THEMES: readonly PaletteAction[] = [
  { action: 'light', label: 'Light theme', about: 'dark text on a light page', also: 'mode appearance colours day' },
  { action: 'dark', label: 'Dark theme', about: 'light text on a dark page', also: 'mode appearance colours night' },
  { action: 'system', label: 'Theme of the system', about: 'light or dark, as this device is', also: 'mode automatic' },
];

const PAUSE: PaletteAction = {
  ...{ action: 'pause', label: 'Pause live updates', about: 'nothing changes by itself', also: 'stop freeze hold' },
};
const RESUME: PaletteAction = {
  ...{ action: 'resume', label: 'Resume live updates', about: 'what happens is shown at once', also: 'go on continue' },
};

const ALWAYS: readonly PaletteAction[] = [
  {
    ...{ action: 'shortcuts', label: 'Keyboard shortcuts', about: 'every key that does something', key: '?' },
    also: 'help keys hotkeys',
  },
  { action: 'sign-out', label: 'Sign out', about: 'end this session', also: 'logout log out exit leave account' },
];

/** @param live whether live updates are paused; undefined where the key can't hear any */
export function paletteActions(live: { readonly isPaused: boolean } | undefined): readonly PaletteAction[] {
  return [...THEMES, ...(live ? [live.isPaused ? RESUME : PAUSE] : []), ...ALWAYS];
}

import { LIVE_SCOPE, useLive } from '../live/live';
import { setTheme } from '../theme/theme';
import { paletteActions, type ActionName, type PaletteAction } from './palette-actions';
import { useMay } from './session';
import { useSignOut } from './sign-out';

interface Acts {
  readonly actions: readonly PaletteAction[];
  readonly act: (action: ActionName) => void;
}

/** What can be done from the palette, and what does it. */
export function usePaletteActions(onHelp: () => void): Acts {
  const { state, pause, resume } = useLive();
  const mayHear = useMay(LIVE_SCOPE);
  const signOut = useSignOut();
  const acts: Readonly<Record<ActionName, () => void>> = {
    light: () => setTheme('light'),
    dark: () => setTheme('dark'),
    system: () => setTheme('system'),
    pause,
    resume,
    shortcuts: onHelp,
    'sign-out': () => void signOut(),
  };
  return {
    actions: paletteActions(mayHear ? { isPaused: state === 'paused' } : undefined),
    act: (action) => acts[action](),
  };
}

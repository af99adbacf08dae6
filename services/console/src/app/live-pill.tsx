import { Pause, Play, Radio, RadioTower, WifiOff, type LucideIcon } from 'lucide-react';
import { LIVE_SCOPE, useLive } from '../live/live';
import { useMay } from './session';
import type { LiveState } from '../live/live-line';
import { cx } from '../ui/class-names';

interface Said {
  readonly label: string;
  readonly about: string;
  readonly icon: LucideIcon;
  readonly className: string;
}

const SAID: Readonly<Record<LiveState, Said>> = {
  connecting: {
    label: 'Connecting',
    about: 'The live stream is being opened.',
    icon: RadioTower,
    className: 'text-ink-3',
  },
  live: { label: 'Live', about: 'What happens is shown at once.', icon: Radio, className: 'text-good' },
  paused: {
    label: 'Paused',
    about: 'Nothing changes by itself; what happens meanwhile is not lost.',
    icon: Pause,
    className: 'text-info',
  },
  stale: {
    ...{ label: 'Stale', about: 'The live stream is cut. Pages ask every ten seconds until it is back.' },
    ...{ icon: WifiOff, className: 'text-warn' },
  },
};

const NOT_HEARD: Said = {
  label: 'Not live',
  about: `Your key can’t hear events (${LIVE_SCOPE}). Pages ask every ten seconds.`,
  icon: Radio,
  className: 'text-ink-3',
};

/** Whether what is shown follows what happens, and the button that stops it for a while. */
export function LivePill() {
  const { state, pause, resume } = useLive();
  const mayHear = useMay(LIVE_SCOPE);
  const { label, about, icon: Icon, className } = mayHear ? SAID[state] : NOT_HEARD;
  const isPaused = state === 'paused';
  const Act = isPaused ? Play : Pause;
  return (
    <div className="flex items-center">
      <span role="status" title={about} className={cx('flex items-center gap-1.5 px-1 font-medium', className)}>
        <Icon aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{label}</span>
      </span>
      {mayHear && (
        <button
          type="button"
          aria-label={isPaused ? 'Go on with live updates' : 'Pause live updates'}
          title={isPaused ? 'Go on' : 'Pause'}
          className="rounded-md p-2 text-ink-3 hover:bg-sunken hover:text-ink"
          onClick={isPaused ? resume : pause}
        >
          <Act aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}

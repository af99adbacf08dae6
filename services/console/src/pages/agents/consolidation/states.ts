import { formatPercent } from '../../../format/numbers';
import type { Tone } from '../../../ui/badge';
import type { MigrationState } from '../schemas';

export interface StateWords {
  readonly label: string;
  readonly tone: Tone;
  /** Who acts in it. */
  readonly about: string;
}

export const STATES: Readonly<Record<MigrationState, StateWords>> = {
  planned: { label: 'Planned', tone: 'none', about: 'The legacy agent acts; nothing has begun.' },
  shadow: {
    label: 'Shadow',
    tone: 'info',
    about: 'The legacy agent acts; beside it the new one says what it would do.',
  },
  canary_10: {
    label: `Canary ${formatPercent(10)}`,
    tone: 'info',
    about: 'The new agent acts for 10 of 100 customers.',
  },
  canary_50: {
    label: `Canary ${formatPercent(50)}`,
    tone: 'info',
    about: 'The new agent acts for 50 of 100 customers.',
  },
  active: { label: 'Active', tone: 'good', about: 'The new agent acts; the legacy agent stands by.' },
  retired: { label: 'Retired', tone: 'good', about: 'The new agent acts; the legacy agent is retired. It is done.' },
  rolled_back: { label: 'Rolled back', tone: 'warn', about: 'The legacy agent acts again.' },
};

/** In the order in which somebody looks at them: what is under way first. */
export const BOARD_ORDER: readonly MigrationState[] = [
  ...(['shadow', 'canary_10', 'canary_50', 'active', 'rolled_back', 'planned', 'retired'] as const),
];

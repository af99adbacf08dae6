import type { Agent } from '../schemas';

export type SetStatus = Exclude<Agent['status'], 'planned'>;

export interface StatusWay {
  readonly to: SetStatus;
  readonly action: string;
  readonly look: 'plain' | 'danger';
  readonly about: string;
}

const ACTIVATE: StatusWay = {
  ...{ to: 'active', action: 'Activate', look: 'plain' },
  about: 'It is given work again, from the next piece on.',
};
const PAUSE: StatusWay = {
  ...{ to: 'paused', action: 'Pause', look: 'plain' },
  about: 'It is given no work until somebody activates it. What it is at, it finishes.',
};
const RETIRE: StatusWay = {
  ...{ to: 'retired', action: 'Retire', look: 'danger' },
  about: 'It is given no work any more. This can’t be taken back.',
};

/** What a person can make of an agent; the service refuses the rest. */
export const STATUS_WAYS: Readonly<Record<Agent['status'], readonly StatusWay[]>> = {
  planned: [ACTIVATE, RETIRE],
  active: [PAUSE, RETIRE],
  paused: [ACTIVATE, RETIRE],
  retired: [],
};

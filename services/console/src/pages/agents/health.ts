import type { Tone } from '../../ui/badge';
import type { Agent, AgentAtWork } from './schemas';

export interface Health {
  readonly word: string;
  readonly tone: Tone;
  /** Why, where it is not well. */
  readonly reason: string | null;
}

const BY_STATUS: Readonly<Record<Agent['status'], Health>> = {
  active: { word: 'Active', tone: 'good', reason: null },
  paused: { word: 'Paused', tone: 'warn', reason: 'It gets no work until somebody activates it.' },
  planned: { word: 'Planned', tone: 'none', reason: 'It is known, and gets no work yet.' },
  retired: { word: 'Retired', tone: 'none', reason: 'It gets no work any more.' },
};

/** How an agent is. One that stands still gets no work although it is active. */
export function healthOf({ status }: Pick<Agent, 'status'>, work: AgentAtWork | undefined): Health {
  if (status === 'active' && work?.stopped) return { word: 'Stands still', tone: 'bad', reason: work.stopped.reason };
  return BY_STATUS[status];
}

/** Worst first, for sorting. */
export const HEALTH_ORDER: readonly string[] = ['Stands still', 'Paused', 'Active', 'Planned', 'Retired'];

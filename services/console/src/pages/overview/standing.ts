import { TASK_STATES } from '../tasks/tasks-search';

/** Where on the overview it stands what needs a person. */
export const NEEDS_YOU = 'needs-you';

interface StandingFigure {
  /** As an owner asks for it. */
  readonly label: string;
  /** A page with what it shows, as a link of the API's is, or a place on this one. */
  readonly to: string;
}

/** Has not ended. */
const OPEN_STATES = TASK_STATES.slice(0, 5).join(',');

/** Figures of this moment, in the order in which they are shown. */
export const STANDING = {
  approvals_waiting: { label: 'Approvals waiting', to: '/approvals?all=true' },
  alerts_open: { label: 'Alerts', to: `#${NEEDS_YOU}` },
  agents_stopped: { label: 'Agents standing still', to: '/agents?status=stopped' },
  tasks_open: { label: 'Work open', to: `/tasks?state=${OPEN_STATES}` },
  reporting_lag_p95_ms: { label: 'Books behind the shop', to: '/finance/ledger' },
} as const satisfies Readonly<Record<string, StandingFigure>>;

export const STANDING_NAMES = Object.keys(STANDING) as (keyof typeof STANDING)[];

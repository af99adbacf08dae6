import { AGENT_STATUSES } from '../agent.js';
import { statusFault } from './status-change.js';

const ALLOWED = new Set([
  ...['planned active', 'planned retired', 'active paused', 'active retired', 'paused active', 'paused retired'],
  ...AGENT_STATUSES.map((status) => `${status} ${status}`),
]);

describe('the status of an agent', () => {
  it.each(AGENT_STATUSES.flatMap((from) => AGENT_STATUSES.map((to) => [from, to] as const)))(
    'from %s to %s',
    (from, to) => {
      const fault = statusFault(from, to);
      if (ALLOWED.has(`${from} ${to}`)) expect(fault).toBeUndefined();
      else expect(fault).toMatch(new RegExp(`from ${from} an agent can become .*, not ${to}`));
    },
  );

  it('says what it can become', () => {
    expect(statusFault('active', 'planned')).toBe('from active an agent can become paused or retired, not planned');
    expect(statusFault('retired', 'active')).toBe('from retired an agent can become nothing else, not active');
  });
});

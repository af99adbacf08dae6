import { FIGURE_NAMES, FIGURES } from '@vividwalls/contracts';
import { WORK_FIGURES, type WorkCounts } from './work-figures.js';

const counts: WorkCounts = {
  ...{ ended: 3, succeeded: 2, ordersLate: 0 },
  standing: { open: 5, waitingForPeople: 1, agentsStopped: 2 },
};

describe('figures of work', () => {
  it('are all that the catalogue says are ours, but for alerts, which no count of work tells', () => {
    const ours = FIGURE_NAMES.filter((name) => FIGURES[name].service === 'orchestration' && name !== 'alerts_open');
    expect(Object.keys(WORK_FIGURES).sort()).toEqual([...ours].sort());
  });

  it.each([
    ['tasks_ended', '3'],
    ['tasks_succeeded_percent', '66.67'],
    ['tasks_open', '5'],
    ['tasks_waiting_for_people', '1'],
    ['agents_stopped', '2'],
    // None is known to be late: that is zero.
    ['orders_late', '0'],
  ] as const)('%s is %s', (name, value) => expect(WORK_FIGURES[name]!(counts)).toEqual({ value, reason: null }));

  it.each(['tasks_open', 'tasks_waiting_for_people', 'agents_stopped'] as const)(
    '%s is not known of a time before anything was kept: that is not zero',
    (name) => {
      const reason = 'nothing was kept yet at that time';
      expect(WORK_FIGURES[name]!({ ...counts, standing: null })).toEqual({ value: null, reason });
    },
  );

  it('know no share of nothing', () => {
    const none = WORK_FIGURES.tasks_succeeded_percent!({ ...counts, ended: 0, succeeded: 0 });
    expect(none).toEqual({ value: null, reason: 'no task ended in the period' });
  });
});

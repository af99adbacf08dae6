import { jobCounts, jobsToShow, jobWords, outcomeWords, type Job } from './job-words';

const NOON = Date.parse('2026-11-29T12:00:00Z');
const JOB: Job = {
  ...{
    id: 'a',
    kind: 'redrive',
    state: 'running',
    filter: { consumer: 'finance' },
    reason: 'mended',
    actor: 'user:owner',
  },
  ...{
    ratePerSecond: 20,
    total: 300,
    done: 118,
    skipped: 0,
    left: 182,
    skips: {},
    handled: 100,
    failedAgain: 1,
    requestedAt: '2026-11-29T11:00:00Z',
  },
  ...{ startedAt: null, endedAt: null, endedBy: null, abortReason: null },
};
const ended = (at: string): Job => ({ ...JOB, state: 'aborted', endedAt: `2026-11-29T${at}:00Z` });

describe('a job in words', () => {
  it('says what it is to do, and how far it is', () => {
    expect(jobWords(JOB)).toBe('Redrive open letters of finance');
    expect(jobCounts(JOB)).toBe('118 letters sent again, 182 to go');
  });

  it('says how many were not touched when it was aborted, and why some were left alone', () => {
    expect(jobCounts({ ...JOB, state: 'aborted' })).toBe('118 letters sent again, 182 not touched, still open');
    const skips = { 'was not open any more': 2 };
    expect(jobCounts({ ...JOB, kind: 'discard', state: 'finished', done: 1, skipped: 2, skips, left: 0 })).toBe(
      '1 letter discarded, 2 left alone (2 was not open any more)',
    );
  });

  it('says what came of what was sent again, and of how much nothing is known yet', () => {
    expect(outcomeWords(JOB)).toBe(
      'Of those sent again: 100 handled, 1 failed again and is open anew, 17 not heard of yet.',
    );
    expect(outcomeWords({ ...JOB, done: 12, handled: 0, failedAgain: 12 })).toBe(
      'Of those sent again: 12 failed again and are open anew.',
    );
    expect([outcomeWords({ ...JOB, done: 0 }), outcomeWords({ ...JOB, kind: 'discard' })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is shown while it is at work, and a while after', () => {
    expect(
      jobsToShow([JOB, ended('11:55'), ended('11:20'), ended('12:30')], NOON).map(({ endedAt }) => endedAt),
    ).toEqual([null, '2026-11-29T11:55:00Z', '2026-11-29T12:30:00Z']);
  });
});

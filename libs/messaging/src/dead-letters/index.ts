export {
  DEFAULT_RATE_PER_SECOND,
  findLetterJob,
  listLetterJobs,
  MAX_JOB_LETTERS,
  MAX_RATE_PER_SECOND,
  type LetterJob,
  type LetterJobState,
} from './jobs/job.js';
export { abortLetterJob, requestLetterJob, type LetterJobOrder } from './jobs/job-desk.js';
export type { LetterJobEndedData, LetterJobKind, LetterJobStartedData } from './jobs/job-events.js';
export { NO_OUTCOMES, outcomesOfJobs, type JobOutcomes } from './jobs/job-outcomes.js';
export { LetterJobRunner, type LetterJobRunnerSettings } from './jobs/job-runner.js';
export { LetterDesk, type ActOrder, type DeskEvents, type DeskSettings, type LetterOutbox } from './letter-desk.js';
export type {
  DeadLetteredData,
  LetterDiscardedData,
  LetterEventData,
  LetterHandledData,
  LetterRedrivenData,
} from './letter-events.js';
export type { LetterFilter } from './letter-filter.js';
export { LETTER_STATES, STUCK_AFTER_MS, type LetterOutcome, type LetterState } from './letter-progress.js';
export {
  countLetters,
  findLetter,
  LETTER_CURSOR,
  letterCursorOf,
  listLetters,
  summariseLetters,
  type Letter,
  type LetterGroup,
  type ListedLetter,
} from './letter-queries.js';
export { LetterRefused, type RefusalKind, type RequestFault } from './letter-refused.js';
export { applyLetterEvents } from './letter-store.js';
export { LARGEST_MENDED_CHARACTERS, type Mending, type MendingRules } from './mend.js';
export { deadLetterTables, lettersByJob } from './tables.js';

import { fileURLToPath } from 'node:url';
import { ChildProgram } from '@vividwalls/testing';
import type { TrialChildSettings } from './trial-child.main.js';

/** Processes of their own run compiled code; the build comes before the specs. */
const PROGRAM = fileURLToPath(new URL('../../../dist/testing/programs/trial-child.main.js', import.meta.url));

/** A process of its own with a relay or a replica of a trial; it is started again whenever it dies. */
export function trialChild(settings: TrialChildSettings): ChildProgram {
  return new ChildProgram({
    name: `trial ${settings.run}`,
    program: PROGRAM,
    env: { TRIAL_CHILD: JSON.stringify(settings) },
  });
}

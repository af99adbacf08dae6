import { readFileSync } from 'node:fs';
import type { TrainingModuleVersion } from '../modules/exercise.js';

export type SeededModule = Pick<TrainingModuleVersion, 'id' | 'title' | 'capability' | 'exercises' | 'source'>;

export const seededModules = (): SeededModule[] =>
  JSON.parse(readFileSync(new URL('./training-modules.json', import.meta.url), 'utf8')) as SeededModule[];

import type { Action } from '../command.js';
import { findMigration } from './find-migration.js';
import { migrationText } from './migration-text.js';

/** One migration: its figures, what every gate says now, and the steps it took. */
export const migration: Action<object> = async ({ api, output }, _options, [id]) => {
  const found = await findMigration(api, id!);
  output.result(found, () => migrationText(output, found));
};

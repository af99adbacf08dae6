import type { MigrationDetail, MigrationShown, Page } from '@vividwalls/contracts';
import type { Api } from '../api/api.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-codes.js';
import { migrationPath, MIGRATIONS } from './consolidation-api.js';

/** More than the personas of any agent. */
const PERSONAS_MAX = 100;

/** A migration by its id, or by what it is about: `b2b-sales-agent/hospitality-sales-agent`. */
export async function findMigration(api: Api, given: string): Promise<MigrationDetail> {
  if (!given.includes('/')) return api.get<MigrationDetail>(migrationPath(given));
  const [targetAgentId, personaId] = given.split('/', 2);
  const { items } = await api.get<Page<MigrationShown>>(MIGRATIONS, { targetAgentId, limit: PERSONAS_MAX });
  const found = items.find((one) => one.personaId === personaId);
  if (!found) {
    const known = items.map((one) => `\n  ${one.targetAgentId}/${one.personaId}`).join('');
    const none = known === '' ? ` ${targetAgentId} has none. See: vw consolidation list` : ` There are:${known}`;
    throw new CommandError(ExitCode.notFound, `No migration to ${given}.${none}`);
  }
  return api.get<MigrationDetail>(migrationPath(found.id));
}

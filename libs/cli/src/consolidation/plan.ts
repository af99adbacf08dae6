import type { MigrationShown } from '@vividwalls/contracts';
import { keyed } from '../api/keyed.js';
import { usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { MIGRATIONS } from './consolidation-api.js';
import { findMigration } from './find-migration.js';
import { movedText } from './migration-text.js';
import { changedSettings, type SettingsOptions } from './settings-options.js';

/** Plans all that the roster asks for and that there isn't yet; new ones begin with the settings that were said. */
export const planAll: Action<SettingsOptions> = async ({ api, output }, options) => {
  const result = await api.post<{ planned: number }>(`${MIGRATIONS}/plan-all`, changedSettings(options) ?? {}, keyed());
  output.result(result, () =>
    result.planned === 0
      ? 'Everything that the roster asks for is planned already. See: vw consolidation list'
      : `${result.planned} migrations are planned. Begin one: vw consolidation advance ID`,
  );
};

/** Plans one again that was rolled back; without one, all that the roster asks for. */
export const plan: Action<{ reason?: string }> = async (context, { reason }, [id]) => {
  const { api, output } = context;
  if (id === undefined) return planAll(context, {}, []);
  if (reason === undefined) throw usageError('Why is it planned again? Say --reason.');
  const { targetAgentId, personaId, legacyAgentIds } = await findMigration(api, id);
  const order = { targetAgentId, personaId, legacyAgentIds, reason };
  const planned = await api.post<MigrationShown>(MIGRATIONS, order, keyed());
  output.result(planned, () => movedText(planned));
};

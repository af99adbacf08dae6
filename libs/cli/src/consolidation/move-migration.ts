import type { GateFindingShown, MigrationShown } from '@vividwalls/contracts';
import { keyed } from '../api/keyed.js';
import { CommandError, usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { confirm } from '../dlq/confirm.js';
import { ExitCode } from '../exit-codes.js';
import { shown } from '../terminal.js';
import { migrationPath } from './consolidation-api.js';
import { findMigration } from './find-migration.js';
import { movedText, stateWords } from './migration-text.js';

export interface AdvanceOptions {
  readonly overrule?: boolean;
  readonly reason?: string;
  /** The state that it was seen in. */
  readonly from?: string;
}

/** Takes the next step. Exit code 1 when gates say no, or it has moved meanwhile. */
export const advance: Action<AdvanceOptions> = async ({ api, output }, options, [id]) => {
  const { overrule = false, reason } = options;
  if (overrule && reason === undefined) throw usageError('Why against the gates? Say --reason; it is recorded.');
  const found = await findMigration(api, id!);
  const order = { from: options.from ?? found.state, reason, ...(overrule && { overrule }) };
  const moved = await api
    .post<MigrationShown>(`${migrationPath(found.id)}/advance`, order, keyed())
    .catch((error: unknown) => {
      throw gatesSaidNo(error, found.id) ?? error;
    });
  output.result(moved, () => movedText(moved));
};

/** The legacy agent acts again, from the next piece of work on. Exit code 1 when nobody said yes, or it acts already. */
export const rollBack: Action<{ reason: string; yes?: boolean }> = async (context, { reason, yes = false }, [id]) => {
  const { api, output, terminal } = context;
  const { id: migrationId, targetAgentId, personaId, state, legacyAgentIds } = await findMigration(api, id!);
  if (!yes) {
    const question =
      `Roll ${targetAgentId} as ${personaId} back from ${stateWords(state)}? ` +
      `${legacyAgentIds[0] ?? 'The legacy agent'} acts again, and the evidence begins anew.`;
    if (!(await confirm(terminal, shown(question), 'say --yes, or look first: vw consolidation show ID'))) {
      output.result({ done: false }, () => 'Nothing was done.');
      return ExitCode.negative;
    }
  }
  const moved = await api.post<MigrationShown>(`${migrationPath(migrationId)}/rollback`, { reason }, keyed());
  output.result(moved, () => movedText(moved));
  return ExitCode.ok;
};

/** What each gate said, one below the other, and the way past them. */
function gatesSaidNo(error: unknown, id: string): CommandError | undefined {
  if (!(error instanceof CommandError) || !Array.isArray(error.details.findings)) return undefined;
  const findings = error.details.findings as readonly GateFindingShown[];
  const lines = findings.map(({ gate, verdict, finding }) => `  ${gate} ${verdict}: ${finding}`);
  const past = findings.some(({ gate, verdict }) => gate === 'readiness' && verdict !== 'passed')
    ? 'Who is not in the registry cannot act: see vw agents list'
    : `Go forward all the same: vw consolidation advance ${id} --overrule --reason …`;
  return new CommandError(error.exitCode, ['The gates say no:', ...lines, past].join('\n'), error.details);
}

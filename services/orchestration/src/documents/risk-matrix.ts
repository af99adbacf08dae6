import { plannedMigrations } from '../registry/planned-migrations.js';
import type { Consolidated } from './consolidated.js';
import { count, page, table } from './markdown.js';
import { BUSY_FROM, migrationRisk, RISK_LEVELS, type MigrationRisk } from './migration-risk.js';
import { messagesTo } from './messages-to.js';

/** How likely each migration is to go wrong, and how bad that would be. */
export function riskMatrix({ roster, paths }: Consolidated): string {
  const volumes = messagesTo(paths);
  const risks = plannedMigrations(roster)
    .map((migration) => migrationRisk(migration, roster, volumes))
    .sort((a, b) => weight(b) - weight(a) || (a.migration.personaId < b.migration.personaId ? -1 : 1));
  return page(
    '# Risk matrix',
    'Every migration by how likely it is to go wrong and by what that would do. Made from the registry; the rule is in `migration-risk.ts`.',
    '- **Likelihood**: a point when the mapping is inferred, a point when outputs are free text, so that a worse successor may look alike.\n' +
      '- **Impact**: effects (none 0, our records 1, seen by others 2), personal data 1 or payment data 2, a point when it cannot be taken ' +
      `back, a point from ${count(BUSY_FROM)} messages on. Volume that nobody has counted is unknown and adds nothing.`,
    '## Matrix',
    matrix(risks),
    '## Migrations',
    table(
      [
        'Persona',
        'Target',
        'Risk',
        'Likelihood',
        'Impact',
        'Mapping',
        'Volume',
        'Effects',
        'Data',
        'Can be taken back',
      ],
      risks.map((risk) => [
        ...[`\`${risk.migration.personaId}\``, `\`${risk.migration.targetAgentId}\``],
        ...[risk.risk, risk.likelihood, risk.impact, risk.basis],
        ...[
          risk.volume === null ? 'unknown' : count(risk.volume),
          risk.effects,
          risk.dataClass,
          risk.reversible ? 'yes' : 'no',
        ],
      ]),
    ),
  );
}

function matrix(risks: readonly MigrationRisk[]): string {
  return table(
    ['Likelihood \\ impact', ...RISK_LEVELS],
    RISK_LEVELS.toReversed().map((likelihood) => [
      likelihood,
      ...RISK_LEVELS.map(
        (impact) => risks.filter((one) => one.likelihood === likelihood && one.impact === impact).length,
      ),
    ]),
  );
}

const weight = ({ risk, impact, likelihood }: MigrationRisk): number =>
  RISK_LEVELS.indexOf(risk) * 100 + RISK_LEVELS.indexOf(impact) * 10 + RISK_LEVELS.indexOf(likelihood);

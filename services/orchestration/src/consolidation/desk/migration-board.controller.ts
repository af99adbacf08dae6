import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { Rosters } from '../../registry/roster.js';
import { MIGRATION_STATES } from '../assignment.js';
import { gateEvidences } from '../gates/gate-evidence.js';
import { findingsOf } from '../gates/gates.js';
import { migrationsIn, stateReasons } from '../migration-rows.js';
import { readSettings } from '../migration-settings.js';
import { MigrationBoardView, migrationStandingView } from './migration-view.js';

@ApiTags('consolidation')
@Controller('api/orchestration/migration-board')
export class MigrationBoardController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rosters: Rosters,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'Every migration with its state, its match rate and what its gates say now',
    description: 'As many as the roster has personas of legacy agents, so that it is not paged.',
  })
  @ApiOkResponse({ type: MigrationBoardView })
  async show(): Promise<MigrationBoardView> {
    const [migrations, roster] = await Promise.all([
      migrationsIn(this.dataSource, MIGRATION_STATES),
      this.rosters.current(),
    ]);
    const evidences = await gateEvidences(this.dataSource, migrations, roster);
    const reasons = await stateReasons(
      this.dataSource,
      migrations.map(({ id }) => id),
    );
    const items = migrations.map((migration) => {
      const evidence = evidences.get(migration.id)!;
      const findings = findingsOf(migration.state, evidence, readSettings(migration.settings).gates);
      return migrationStandingView(migration, evidence, findings, reasons.get(migration.id) ?? null);
    });
    const states = MIGRATION_STATES.map((state) => ({
      state,
      migrations: items.filter((item) => item.state === state).length,
    }));
    return { asOf: this.clock.now().toISOString(), states, items };
  }
}

import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { Assignments, TASK_ENDINGS } from '../tasks/ports.js';
import { MigrationBoardController } from './desk/migration-board.controller.js';
import { MigrationDesk } from './desk/migration-desk.js';
import { MigrationMover } from './desk/migration-mover.js';
import { MigrationsController } from './desk/migrations.controller.js';
import { ThresholdSweeper } from './desk/threshold-sweeper.js';
import { MigrationAssignments } from './migration-assignments.js';
import { ConsolidationEndings } from './outcomes/consolidation-endings.js';
import { OrderStandings } from './outcomes/order-standings.js';

/** Who acts while legacy agents are replaced, and on what evidence that goes forward or back. */
@Module({
  imports: [RegistryModule],
  controllers: [MigrationBoardController, MigrationsController],
  providers: [
    ...[MigrationMover, MigrationDesk, ThresholdSweeper, ConsolidationEndings, OrderStandings],
    { provide: TASK_ENDINGS, useExisting: ConsolidationEndings },
    { provide: Assignments, useClass: MigrationAssignments },
  ],
  exports: [Assignments],
})
export class ConsolidationModule {}

import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { ALL_PLAYBOOKS } from './all-playbooks.js';
import { PlaybookExecutor } from './engine/playbook.executor.js';
import { PlaybookRegistry } from './engine/registry.js';
import { PlaybookCheck } from './playbook-check.js';

/** Work written down as steps, and what runs it. */
@Module({
  imports: [RegistryModule],
  providers: [
    { provide: PlaybookRegistry, useFactory: () => new PlaybookRegistry(ALL_PLAYBOOKS) },
    PlaybookExecutor,
    PlaybookCheck,
  ],
  exports: [PlaybookRegistry, PlaybookExecutor],
})
export class PlaybooksModule {}

import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { CommunicationController } from './communication.controller.js';
import { ConsolidationFiguresController } from './consolidation-figures.controller.js';

/** What the registry says of the consolidation, in figures and in documents. */
@Module({ imports: [RegistryModule], controllers: [CommunicationController, ConsolidationFiguresController] })
export class DocumentsModule {}

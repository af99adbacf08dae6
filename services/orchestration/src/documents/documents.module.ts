import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { ConsolidationFiguresController } from './consolidation-figures.controller.js';

/** What the registry says of the consolidation, in figures and in documents. */
@Module({ imports: [RegistryModule], controllers: [ConsolidationFiguresController] })
export class DocumentsModule {}

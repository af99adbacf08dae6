import { Module } from '@nestjs/common';
import { MarginsController } from './margins.controller.js';

/** What orders, and everything they can be grouped by, leave over. */
@Module({ controllers: [MarginsController] })
export class MarginsModule {}

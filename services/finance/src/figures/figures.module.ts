import { Module } from '@nestjs/common';
import { AttributionModule } from '../attribution/attribution.module.js';
import { FiguresRead } from './figures-read.js';

/** Figures of the books by name, for other services. */
@Module({ imports: [AttributionModule], providers: [FiguresRead] })
export class FiguresModule {}

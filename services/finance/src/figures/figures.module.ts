import { Module } from '@nestjs/common';
import { AttributionModule } from '../attribution/attribution.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { FigureCourses } from './figure-courses.js';
import { FiguresRead } from './figures-read.js';

/** Figures of the books by name, for other services. */
@Module({ imports: [AttributionModule, ReportsModule], providers: [FiguresRead, FigureCourses] })
export class FiguresModule {}

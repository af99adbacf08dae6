import { Module } from '@nestjs/common';
import { FiguresRead } from './figures-read.js';

/** Figures of the inbox by name, for other services. */
@Module({ providers: [FiguresRead] })
export class FiguresModule {}

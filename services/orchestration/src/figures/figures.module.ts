import { Module } from '@nestjs/common';
import { FigureReader } from './figure-reader.js';

/** Figures of the shop by name, from whoever knows them. */
@Module({ providers: [FigureReader], exports: [FigureReader] })
export class FiguresModule {}

import { Module } from '@nestjs/common';
import { Attention } from './attention/attention.js';
import { FigureReader } from './figure-reader.js';

/** Figures of the shop by name, from whoever knows them, and what needs attention. */
@Module({ providers: [FigureReader, Attention], exports: [FigureReader, Attention] })
export class FiguresModule {}

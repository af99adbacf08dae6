import { Injectable } from '@nestjs/common';
import { MarkovFit, type MarkovFitJson } from '@vividwalls/attribution';
import type { DataSource, EntityManager } from 'typeorm';
import type { MarkovFits } from './weights-under.js';

/** Fits kept in memory; they never change, and orders of more versions than this are rarely changed at once. */
const REMEMBERED_FITS = 50;

/** The Markov fits that orders were frozen with. */
@Injectable()
export class FittedModels {
  private readonly fits = new Map<number, MarkovFit>();

  /** The version that orders attributed from now on get; 0 when the model was never fitted. */
  async newestMarkov(tx: EntityManager | DataSource): Promise<number> {
    const rows = await tx.query<{ version: number }[]>(
      `SELECT version FROM attribution_models WHERE model = 'markov' ORDER BY version DESC LIMIT 1`,
    );
    return rows[0]?.version ?? 0;
  }

  /** The fits of these versions; version 0 has none. */
  async markovFits(tx: EntityManager | DataSource, versions: Iterable<number>): Promise<MarkovFits> {
    const wanted = new Set(versions);
    wanted.delete(0);
    const missing = [...wanted].filter((version) => !this.fits.has(version));
    if (missing.length > 0) {
      const rows = await tx.query<{ version: number; fitted: MarkovFitJson }[]>(
        `SELECT version, fitted FROM attribution_models WHERE model = 'markov' AND version = ANY($1::integer[])`,
        [missing],
      );
      for (const { version, fitted } of rows) this.fits.set(version, MarkovFit.fromJSON(fitted));
    }
    const fits = new Map([...this.fits].filter(([version]) => wanted.has(version)));
    for (const version of this.fits.keys()) if (this.fits.size > REMEMBERED_FITS) this.fits.delete(version);
    return fits;
  }
}

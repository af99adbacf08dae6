import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { Roster } from '../../registry/roster.js';
import { findCorrections } from '../corrections/correction-rows.js';
import { SampleIndex } from '../samples/sample-index.js';
import { samplesOf } from '../samples/samples-of.js';
import { seededLabels, seededPersonaWords } from '../seeds/seeds.js';

/** What routing learns from, in memory: the delivered samples and what people corrected. One row is read for each use. */
@Injectable()
export class LearnedSamples {
  private readonly delivered = seededLabels().filter(({ split }) => split === 'train');
  private readonly vocabulary = seededPersonaWords();
  private loaded: { readonly newest: string | null; readonly roster: Roster; readonly index: SampleIndex } | undefined;

  /** The index over all samples there are; made anew when a correction or another roster has come. */
  async current(tx: EntityManager | DataSource, roster: Roster): Promise<SampleIndex> {
    const [row] = await tx.query<{ id: string }[]>('SELECT id FROM routing_corrections ORDER BY id DESC LIMIT 1');
    const newest = row?.id ?? null;
    if (this.loaded?.newest === newest && this.loaded.roster === roster) return this.loaded.index;
    const corrections = newest === null ? [] : await findCorrections(tx);
    const samples = [...samplesOf(this.delivered, roster, false), ...samplesOf(corrections, roster, true)];
    this.loaded = { newest, roster, index: new SampleIndex(samples, this.vocabulary) };
    return this.loaded.index;
  }
}

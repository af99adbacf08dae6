import { Injectable } from '@nestjs/common';
import { needsFit, type MarkovFitJson, type ModelName } from '@vividwalls/attribution';
import { DataSource } from 'typeorm';

/** A fit of a model that learns. */
export interface ModelVersion {
  readonly model: ModelName;
  readonly version: number;
  /** Journeys of any outcome that it was fitted to. */
  readonly paths: string;
  readonly conversions: string;
  readonly nulls: string;
  readonly from: string;
  readonly to: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly fitted: MarkovFitJson;
}

/** Versions that are shown, the newest first. */
const MOST_VERSIONS = 100;

const VERSIONS = `SELECT model, version, paths, conversions, nulls, first_day::text AS "from", last_day::text AS "to",
    created_at AS "createdAt", created_by AS "createdBy", fitted
  FROM attribution_models ORDER BY model, version DESC LIMIT ${MOST_VERSIONS}`;

/** Which models have learned from what, and since when. */
@Injectable()
export class ModelVersions {
  constructor(private readonly dataSource: DataSource) {}

  list(): Promise<ModelVersion[]> {
    return this.dataSource.query<ModelVersion[]>(VERSIONS);
  }

  /** What a reader of credits under these models must know: which were not fitted, or not yet. */
  async notesOn(models: readonly ModelName[]): Promise<string[]> {
    const learning = models.filter(needsFit);
    if (learning.length === 0) return [];
    const rows = await this.dataSource.query<{ model: ModelName; since: Date }[]>(
      'SELECT model, min(created_at) AS since FROM attribution_models WHERE model = ANY($1::text[]) GROUP BY model',
      [learning],
    );
    const since = new Map(rows.map((row) => [row.model, row.since]));
    return learning.map((model) => {
      const first = since.get(model);
      if (!first) return `${model} was never fitted: it divides orders as linear does.`;
      return `${model} was first fitted on ${first.toISOString()}: orders that were attributed before are divided as linear does.`;
    });
  }
}

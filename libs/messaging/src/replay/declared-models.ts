import type { DataSource } from 'typeorm';
import type { ReplayableModel } from './replayable-model.js';

type Declaration = Pick<ReplayableModel, 'name' | 'consumer' | 'tables'>;

/**
 * Compares what the classes of read models declare with what the migrations did: a table that only one of them names would be
 * lost, or left as it is, by a replay.
 *
 * @throws Error naming every model that differs
 */
export async function verifyDeclared(dataSource: DataSource, models: readonly Declaration[]): Promise<void> {
  const migrated = await dataSource.query<Declaration[]>('SELECT name, consumer, tables FROM read_models');
  const differing = models.flatMap((model) => {
    const row = migrated.find(({ name }) => name === model.name);
    const before = row ? told(row) : 'nothing';
    return before === told(model) ? [] : [`${model.name}: the class says ${told(model)}, the migration ${before}`];
  });
  if (differing.length > 0) throw new Error(`Read models are not as migrated:\n  ${differing.join('\n  ')}`);
}

const told = ({ consumer, tables }: Declaration): string => `${consumer}: ${[...tables].sort().join(', ')}`;

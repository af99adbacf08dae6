import type { ModuleRef } from '@nestjs/core';
import type { UnitOfWork } from '@vividwalls/messaging';
import { FigureReader } from '../../figures/figure-reader.js';
import type { Sources } from './playbook.js';

/** What reading steps may ask. Readers are looked up when they are first needed: their modules need tasks, which need playbooks. */
export function sourcesOf(modules: ModuleRef, unitOfWork: Pick<UnitOfWork, 'run'>): Sources {
  return {
    figures: (names, from, to) => modules.get(FigureReader, { strict: false }).read(names, from, to),
    query: <Row>(sql: string, parameters: readonly unknown[]) =>
      unitOfWork.run(async (tx) => {
        await tx.query('SET TRANSACTION READ ONLY');
        return tx.query<Row[]>(sql, [...parameters]);
      }),
  };
}

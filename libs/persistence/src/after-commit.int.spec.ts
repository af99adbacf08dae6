import { createTestDatabase } from '@vividwalls/testing';
import type { DataSource } from 'typeorm';
import { afterCommit } from './after-commit.js';
import { createDataSource } from './data-source.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let source: DataSource;
beforeAll(async () => {
  database = await createTestDatabase('after_commit');
  source = await createDataSource({ url: database.adminUrl, schema: 'public' }).initialize();
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

describe('what waits for a commit', () => {
  it('is done once it is committed, and not before', async () => {
    const done: string[] = [];
    await source.transaction(async (tx) => {
      afterCommit(tx, () => done.push('first'));
      afterCommit(tx, () => done.push('second'));
      await tx.query('SELECT 1');
      expect(done).toEqual([]);
    });
    expect(done).toEqual(['first', 'second']);
    await source.transaction((tx) => tx.query('SELECT 1'));
    expect(done).toHaveLength(2);
  });

  it('is not done when the transaction fails', async () => {
    const done: string[] = [];
    const failing = source.transaction((tx) => {
      afterCommit(tx, () => done.push('never'));
      return tx.query('SELECT 1/0');
    });
    await expect(failing).rejects.toThrow(/division/);
    expect(done).toEqual([]);
  });

  it('waits for the whole transaction, not for a savepoint in it', async () => {
    const done: string[] = [];
    await source.transaction(async (tx) => {
      await tx.transaction((inner) => {
        afterCommit(inner, () => done.push('inner'));
        return Promise.resolve();
      });
      expect(done).toEqual([]);
    });
    expect(done).toEqual(['inner']);
  });

  it('is done at once where there is no transaction', () => {
    const done: string[] = [];
    afterCommit(source.manager, () => done.push('now'));
    expect(done).toEqual(['now']);
  });
});

import fc from 'fast-check';
import { HOLE_GRACE_MS } from '../limits.js';
import { DeadHoles } from './dead-holes.js';
import type { IdRange } from './relay-position.js';

const one = (id: number): IdRange => ({ from: id, to: id });

/** Transactions that draw ids, end in either way, and hold the outbox's lock in between. */
class NaiveDatabase {
  private drawn = 0;
  private begun = 0;
  private readonly open = new Map<string, number[]>();
  readonly rows = new Set<number>();
  readonly rolledBack = new Set<number>();
  nowMs = 1;

  begin(): string {
    const writer = `w/${(this.begun += 1)}`;
    this.open.set(writer, []);
    return writer;
  }

  draw(writer: string): number {
    this.drawn += 1;
    this.open.get(writer)?.push(this.drawn);
    return this.drawn;
  }

  end(writer: string, fate: 'commit' | 'roll back'): void {
    for (const id of this.open.get(writer) ?? []) (fate === 'commit' ? this.rows : this.rolledBack).add(id);
    this.open.delete(writer);
  }

  get writing(): string[] {
    return [...this.open.keys()];
  }

  writers(): Promise<Set<string>> {
    return Promise.resolve(new Set(this.writing));
  }

  /** Ids that are missing below the highest row. */
  get missing(): number[] {
    const high = Math.max(0, ...this.rows);
    return Array.from({ length: high }, (_, index) => index + 1).filter((id) => !this.rows.has(id));
  }
}

describe('dead holes', () => {
  let database: NaiveDatabase;
  let holes: DeadHoles;
  beforeEach(() => {
    database = new NaiveDatabase();
    holes = new DeadHoles(database);
  });

  async function look(ids: readonly number[], afterMs = HOLE_GRACE_MS): Promise<number[]> {
    database.nowMs += afterMs;
    const dead = await holes.settledOf(ids.map(one), database.nowMs);
    return dead.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
  }

  it('are given up once everybody who wrote when they were noticed has ended', async () => {
    const writer = database.begin();
    expect(await look([1])).toEqual([]);
    expect(await look([1])).toEqual([]);
    database.end(writer, 'roll back');
    expect(await look([1])).toEqual([1]);
  });

  it('stay while a transaction is open that may have drawn them, however many came and went since', async () => {
    const patient = database.begin();
    for (let round = 0; round < 20; round += 1) {
      const passing = database.begin();
      expect(await look([1, 2])).toEqual([]);
      database.end(passing, 'commit');
    }
    database.end(patient, 'roll back');
    expect(await look([1, 2])).toEqual([1, 2]);
  });

  it('do not wait for writers that began after they were noticed', async () => {
    await look([1]);
    await look([1]);
    database.begin();
    expect(await look([1])).toEqual([1]);
  });

  it('are not looked for before some grace: most holes are transactions about to commit', async () => {
    let asked = 0;
    const counting = new DeadHoles({ writers: () => ((asked += 1), database.writers()) });
    await counting.settledOf([one(1)], 1);
    await counting.settledOf([one(1)], HOLE_GRACE_MS - 1);
    await counting.settledOf([], HOLE_GRACE_MS);
    await counting.settledOf([one(2)], HOLE_GRACE_MS + 1);
    await counting.settledOf([one(2)], 2 * HOLE_GRACE_MS);
    expect(asked).toBe(0);
  });

  it('are only those that were missing at the first look and still are', async () => {
    await look([1, 2]);
    await look([1, 2]);
    expect(await look([2, 3])).toEqual([2]);
  });

  const step = fc.record({
    what: fc.constantFrom('begin', 'begin', 'draw', 'draw', 'draw', 'commit', 'roll back', 'look', 'look', 'look'),
    which: fc.nat(),
  });

  it('never include an id that a running transaction may still bring, and in the end all that were rolled back', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80, size: 'max' }), async (steps) => {
        database = new NaiveDatabase();
        holes = new DeadHoles(database);
        const givenUp = new Set<number>();
        const lookNow = async () => {
          const known = database.missing.filter((id) => !givenUp.has(id));
          for (const id of await look(known)) {
            if (database.rows.has(id)) continue; // Read once more by the caller, and found.
            expect(database.rolledBack).toContain(id);
            givenUp.add(id);
          }
        };
        for (const { what, which } of steps) {
          const writer = database.writing[which % (database.writing.length || 1)];
          if (what === 'begin') database.begin();
          else if (what === 'look') await lookNow();
          else if (writer === undefined) continue;
          else if (what === 'draw') database.draw(writer);
          else database.end(writer, what === 'commit' ? 'commit' : 'roll back');
        }
        for (const writer of database.writing) database.end(writer, 'roll back');
        for (let looks = 0; looks < 5; looks += 1) await lookNow();
        expect(database.missing.filter((id) => !givenUp.has(id))).toEqual([]);
      }),
      { numRuns: 300 },
    ));
});

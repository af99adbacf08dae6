import type { LetterFilter } from './letter-filter.js';
import { countLetters, findLetter, letterCursorOf, listLetters, summariseLetters } from './letter-queries.js';
import { startDesk, type DeskTrial } from './testing/desk-trial.js';
import { at, deadLettered, discarded, failedEvent, handled, idOf, redriven } from './testing/letter-samples.js';

const origin = (stream: string, eventType: string | null) => ({
  ...deadLettered('x').data.origin,
  ...{ stream, eventType, eventId: idOf(`event of ${stream}`) },
});

describe('finding dead letters', () => {
  let trial: DeskTrial;
  beforeAll(async () => {
    trial = await startDesk('letter_queries');
    await trial.apply(
      deadLettered('a', {}, 1),
      deadLettered('b', { reason: 'attempts exhausted', error: 'Error: 100% of_them\\ went' }, 2),
      deadLettered('c', { consumer: 'ledger_totals', error: 'Error: 1000 of them' }, 2),
      deadLettered('d', { consumer: 'stock', origin: origin('STOCK', 'acme.stock.item.moved.v1') }, 3),
      deadLettered('e', { consumer: 'stock', origin: origin('STOCK', null), payload: 'no JSON' }, 4),
      redriven('d', 10),
      discarded('e', 11),
      handled('unknown', 12),
    );
  });
  afterAll(() => trial?.close());

  const names = new Map(['a', 'b', 'c', 'd', 'e'].map((name) => [idOf(name), name]));
  const found = async (filter: LetterFilter, page = { limit: 10 }) =>
    (await listLetters(trial.dataSource, filter, page)).map(({ id }) => names.get(id));
  const sorted = async (filter: LetterFilter) => (await found(filter)).sort().join('');

  it.each<[string, LetterFilter, string]>([
    ['everything but a letter of which only the outcome is known', {}, 'abcde'],
    ['a state', { state: 'open' }, 'abc'],
    ['a consumer', { consumer: 'ledger' }, 'ab'],
    ['consumers by their beginning', { consumer: 'ledger*' }, 'abc'],
    ['a type', { type: 'acme.stock.item.moved.v1' }, 'd'],
    ['types by their beginning', { type: 'acme.ledger.*' }, 'abc'],
    ['a reason', { reason: 'attempts exhausted' }, 'b'],
    ['a stream', { stream: 'STOCK' }, 'de'],
    ['a time, the first instant included and the last not', { since: at(2), until: at(4) }, 'bcd'],
    ['all that is given', { consumer: 'stock', state: 'discarded' }, 'e'],
    ['nothing', { consumer: 'stock', state: 'open' }, ''],
    ['part of an error, whatever its case', { text: 'HAS NO account' }, 'ade'],
    ['an event by its id', { text: failedEvent('a').id }, 'a'],
    ['an aggregate', { text: 'order-b' }, 'b'],
    ['a percent sign and an underscore as themselves', { text: '100% of_them' }, 'b'],
    ['a backslash as itself', { text: 'them\\ went' }, 'b'],
    ['an injected statement as text', { text: "'; DROP TABLE dead_letters; --" }, ''],
    ['an id by its beginning', { id: idOf('c').slice(0, 11) }, 'c'],
    ['a whole id', { id: idOf('c') }, 'c'],
  ])('finds %s', async (_what, filter, expected) => expect(await sorted(filter)).toBe(expected));

  it('pages from the newest down, also between letters of one instant', async () => {
    const pages: (string | undefined)[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 6; page += 1) {
      const letters = await listLetters(trial.dataSource, {}, { limit: 1, ...(cursor && { cursor }) });
      pages.push(...letters.map(({ id }) => names.get(id)));
      cursor = letters[0] && letterCursorOf(letters[0]);
    }
    expect(pages.slice(0, 2)).toEqual(['e', 'd']);
    expect(pages.slice(2, 4).sort()).toEqual(['b', 'c']);
    expect(pages.slice(4)).toEqual(['a']);
    expect(await found({}, { limit: 10 })).toEqual(pages);
  });

  it('lists the beginning of an error, and shows all of it with the message', async () => {
    const error = `Error: long\n${'    at somewhere (file.ts:1:1)\n'.repeat(200)}`;
    await trial.apply(deadLettered('long', { error }, 9));
    const [listed] = await listLetters(trial.dataSource, { text: 'error: long' }, { limit: 1 });
    expect(error.startsWith(listed!.error)).toBe(true);
    expect(listed!.error.length).toBeLessThan(error.length);
    expect(listed).not.toHaveProperty('payload');
    const letter = await findLetter(trial.dataSource, idOf('long'));
    expect(letter).toMatchObject({ error, payload: JSON.stringify(failedEvent('long')), encoding: 'utf8' });
    await trial.dataSource.query('DELETE FROM dead_letters WHERE id = $1', [idOf('long')]);
  });

  it('counts by state, consumer, type and reason', async () => {
    const groups = await summariseLetters(trial.dataSource, { consumer: 'ledger*' });
    const type = 'acme.ledger.entry.booked.v1';
    expect(groups).toEqual([
      { state: 'open', consumer: 'ledger', type, reason: 'attempts exhausted', count: 1, oldest: at(2), newest: at(2) },
      { state: 'open', consumer: 'ledger', type, reason: 'permanent', count: 1, oldest: at(1), newest: at(1) },
      { state: 'open', consumer: 'ledger_totals', type, reason: 'permanent', count: 1, oldest: at(2), newest: at(2) },
    ]);
    expect((await summariseLetters(trial.dataSource, {})).reduce((sum, { count }) => sum + count, 0)).toBe(5);
    expect(await countLetters(trial.dataSource, { consumer: 'ledger*' })).toBe(3);
  });
});

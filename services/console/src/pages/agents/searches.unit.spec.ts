import { readCommunicationSearch } from './communication/communication-search';
import { readBoardSearch } from './consolidation/board-search';
import { readMigrationSearch } from './consolidation/migration-search';
import { readRosterSearch } from './roster/roster-search';

const ID = '01a2285d-7e23-7729-b99c-f0f039b7eb62';
/** Without what is left out. */
const given = (search: object) => JSON.parse(JSON.stringify(search)) as object;

describe('addresses keep what they can, and drop what is wrong', () => {
  it.each([
    [
      readRosterSearch,
      { view: 'chart', roster: 'legacy', department: ' Sales ' },
      { view: 'chart', roster: 'legacy', department: 'Sales' },
    ],
    [readRosterSearch, { view: 'list', roster: 'target', status: 'asleep', q: 5, capability: '' }, {}],
    [readBoardSearch, { state: 'canary_10', q: 'chat' }, { state: 'canary_10', q: 'chat' }],
    [readBoardSearch, { state: 'done', q: ' ' }, {}],
    [readMigrationSearch, { verdict: 'difference', comparison: ID }, { verdict: 'difference', comparison: ID }],
    [readMigrationSearch, { verdict: 'worse', comparison: '1; drop' }, {}],
    [readCommunicationSearch, { agent: 'sales-director', kind: 'direct' }, { agent: 'sales-director', kind: 'direct' }],
    [readCommunicationSearch, { agent: '../x', kind: 7 }, {}],
  ])('%p reads %j', (read, search, kept) => expect(given(read(search as Record<string, unknown>))).toEqual(kept));
});

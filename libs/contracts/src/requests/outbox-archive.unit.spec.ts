import { ARCHIVE_PAGE_MESSAGES, outboxArchive } from './outbox-archive.js';

const question = { subjects: ['vw.finance.entry.booked'], after: '0', limit: 100 };
describe('a question for the archive', () => {
  const { faultsOf, service, name } = outboxArchive('finance');

  it('is for one service', () => expect([service, name]).toEqual(['finance', 'outbox.archive']));

  it.each([
    ['a first page', {}],
    ['every subject', { subjects: [] }],
    ['a later page', { after: '184467440737' }],
    ['from a time on', { from: '2026-01-01T00:00:00Z' }],
    ['as many as there may be', { limit: ARCHIVE_PAGE_MESSAGES }],
  ])('may ask for %s', (_what, part) => expect(faultsOf({ ...question, ...part })).toEqual([]));

  it.each([
    ['a wildcard', { subjects: ['vw.finance.>'] }, '/subjects'],
    ['subjects that are one text', { subjects: 'vw.finance.entry.booked' }, '/subjects'],
    ['a word that is no id', { after: '1; DROP' }, '/after'],
    ['an id that no bigint holds', { after: '9'.repeat(19) }, '/after'],
    ['a time that is none', { from: 'yesterday' }, '/from'],
    ['a day that is none', { from: '2026-02-30T00:00:00Z' }, '/from'],
    ['a week', { from: '2026-W01' }, '/from'],
    ['none', { limit: 0 }, '/limit'],
    ['more than there may be', { limit: ARCHIVE_PAGE_MESSAGES + 1 }, '/limit'],
    ['something nobody knows', { order: 'desc' }, '/order'],
  ])('may not ask for %s', (_what, part, place) => {
    expect(faultsOf({ ...question, ...part })).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`^${place} `))]),
    );
  });

  it('may not be nothing', () => expect(faultsOf(null)).toEqual(['/ must be an object']));
});

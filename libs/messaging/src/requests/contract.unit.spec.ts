import { contractName, defineRequest } from './contract.js';
import { MAX_DEADLINE_MS } from './limits.js';
import { cancelSubject, isAnswerSubject, questionSubject } from './subjects.js';

const sound = { service: 'books', name: 'spend.authorise', deadlineMs: 500, faultsOf: () => [] };

describe('a contract', () => {
  it('has a name and a subject of its own', () => {
    const contract = defineRequest(sound);
    expect(contractName(contract)).toBe('books/spend.authorise');
    expect(questionSubject('shop', contract)).toBe('shop.request.books.spend.authorise');
    expect(() => Object.assign(contract, { deadlineMs: 1 })).toThrow();
  });

  it.each([
    ['a service that is no word', { service: 'Books>' }, 'no name of a service'],
    ['one word, which may be the subject of cancelling', { name: 'cancel' }, 'two words or more'],
    ['wildcards', { name: 'spend.*' }, 'two words or more'],
    ['no time', { deadlineMs: 0 }, 'deadlineMs'],
    ['time without end', { deadlineMs: MAX_DEADLINE_MS + 1 }, 'deadlineMs'],
  ])('is refused with %s', (_what, fault, message) => {
    expect(() => defineRequest({ ...sound, ...fault })).toThrow(message);
  });

  it('is refused with all its faults at once', () => {
    expect(() => defineRequest({ ...sound, name: 'x', deadlineMs: -1 })).toThrow(/two words or more.*deadlineMs/);
  });

  it('never has the subject on which questions are cancelled', () => {
    expect(cancelSubject('shop', 'books')).toBe('shop.request.books.cancel');
    expect(() => defineRequest({ ...sound, name: 'cancel' })).toThrow();
  });
});

it('answers go to an address for answers only', () => {
  expect(isAnswerSubject('shop', 'shop.answer.books.a.b')).toBe(true);
  for (const subject of [
    undefined,
    '',
    'shop.facts.a',
    'shop.answers.a',
    'other.answer.a.b',
    '$JS.API.STREAM.PURGE.A',
  ]) {
    expect(isAnswerSubject('shop', subject)).toBe(false);
  }
});

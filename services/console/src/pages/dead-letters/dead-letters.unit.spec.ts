import { byConsumer, countOf, type LetterGroup } from './letter-groups';
import { filterOfJob, filterWords, readLetterSearch } from './letter-search';
import { mendableOf, readMended } from './mended';

const group = (consumer: string, reason: string, count: number, newest: string): LetterGroup => ({
  ...{ consumer, reason, count, newest, oldest: newest, state: 'open', type: 'vw.shop.order.paid.v1' },
});

describe('letters by consumer', () => {
  it('have those with the newest letter first, at both levels', () => {
    const found = byConsumer([
      group('finance', 'permanent', 3, '2026-11-29T10:00:00Z'),
      group('audit', 'permanent', 1, '2026-11-29T11:00:00Z'),
      group('finance', 'waited too long', 2, '2026-11-29T12:00:00Z'),
    ]);
    expect(found.map(({ consumer, count }) => [consumer, count])).toEqual([
      ['finance', 5],
      ['audit', 1],
    ]);
    expect(found[0]!.groups.map(({ reason }) => reason)).toEqual(['waited too long', 'permanent']);
    expect(countOf(found)).toBe(6);
  });
});

describe('a search for letters', () => {
  it('is read whatever stands in the address; open ones are the rule', () => {
    expect(readLetterSearch({ consumer: 'finance', text: 'ab', state: 'odd', type: 7 })).toEqual({
      ...{ consumer: 'finance', type: '7' },
    });
    expect(readLetterSearch({ state: 'failed again', text: 77001 })).toEqual({ state: 'failed again', text: '77001' });
    expect(readLetterSearch({ state: 'open' })).toEqual({});
  });

  it('is said in words before all of it is touched', () => {
    expect(filterWords({})).toBe('all open letters');
    expect(filterWords({ consumer: 'finance', reason: 'permanent' })).toBe(
      'open letters of finance, given up because: permanent',
    );
    expect(filterOfJob({ consumer: 'finance', state: 'all' })).toEqual({ consumer: 'finance' });
  });
});

describe('a mended message', () => {
  it('must be a JSON object, and says where it is none', () => {
    expect(readMended('{"a": 1}')).toEqual({ isRight: true, data: { a: 1 } });
    expect(readMended('[1]')).toMatchObject({ isRight: false, fault: 'It must be an object: { … }.' });
    const broken = readMended('{\n  "a": 1,\n  "b" 2\n}');
    expect(broken.isRight ? '' : broken.fault).toMatch(/line 3/);
  });

  it('is an event’s data, or the whole of what was no event', () => {
    const event = { payload: JSON.stringify({ type: 'vw.x', data: { a: 1 } }), encoding: 'utf8' };
    expect(mendableOf(event)).toEqual({ field: 'data', text: '{\n  "a": 1\n}' });
    expect(mendableOf({ payload: '{"odd":1}', encoding: 'utf8' }).field).toBe('envelope');
    expect(mendableOf({ payload: 'no json', encoding: 'utf8' })).toEqual({ field: 'envelope', text: 'no json' });
    expect(mendableOf({ payload: 'AAEC', encoding: 'base64' })).toEqual({ field: 'envelope', text: '{}' });
  });
});

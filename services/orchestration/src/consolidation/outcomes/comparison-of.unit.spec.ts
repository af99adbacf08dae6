import type { Json } from '../../json.js';
import { comparisonOf } from './comparison-of.js';

const side = (output: Json) => ({ state: 'succeeded' as const, output });
const compared = (acted: Json, proposed: Json, name = 'exact') => comparisonOf(side(acted), side(proposed), { name });

describe('what is told of a difference', () => {
  it.each<[string, Json, Json, string]>([
    ['a verdict', { verdict: 'print' }, { verdict: 'hold' }, '/verdict: "print" acted, "hold" proposed'],
    [
      'personal data only',
      { first_name: 'Bob' },
      { first_name: 'Ann' },
      'they differ in personal data, which is not repeated here',
    ],
    [
      'both',
      { customer: { name: 'Bob' }, verdict: 'print' },
      { customer: { name: 'Ann' }, verdict: 'hold' },
      '/verdict: "print" acted, "hold" proposed',
    ],
    ['prose', 'to bob@example.com', 'to him', 'the output: "to [e-mail withheld]" acted, "to him" proposed'],
  ])('holds no personal data: %s', (_what, acted, proposed, differences) => {
    expect(compared(acted, proposed)).toMatchObject({ verdict: 'difference', differences });
    expect(compared(acted, proposed).similarity).toBeLessThan(1);
  });

  it('does not make the same of what differs, nor different what is the same', () => {
    const bob = { email: 'bob@example.com', reply: 'Dear Bob' };
    expect(compared(bob, bob)).toMatchObject({ verdict: 'match', similarity: 1, differences: '' });
    expect(compared(bob, { ...bob, email: 'ann@example.com' })).toMatchObject({
      ...{ verdict: 'difference', similarity: 0.5 },
      differences: expect.stringMatching(/^\/email: "sha256:[^@]*$/) as string,
    });
  });

  it('has the figures of texts as they were', () => {
    expect(compared('Dear Bob bob@example.com', 'Dear Ann', 'text')).toMatchObject({
      verdict: 'difference',
      differences: expect.stringMatching(/^\d+ % of the words are the same/) as string,
    });
  });
});

import { policyInWords } from './policy-words';

const FACTS = [
  { name: 'amountMinor', type: 'money', title: 'How much, minor units' },
  { name: 'returnPercentPerYear', type: 'number', title: 'Expected return, percent a year' },
  { name: 'priceAfterMinor', type: 'money', title: 'What the customer then pays, minor units' },
  { name: 'costMinor', type: 'money', title: 'What it costs the shop, minor units' },
  { name: 'isPaid', type: 'bool', title: 'Whether it was paid' },
];
const words = (when: string) => policyInWords(when, FACTS, 'USD');

describe('a policy in words', () => {
  it.each([
    ['amountMinor > 1000000', 'How much: more than $10,000.00'],
    [
      'amountMinor > 1000000 || returnPercentPerYear <= 25',
      'How much: more than $10,000.00; or Expected return, percent a year: at most 25',
    ],
    [
      'amountMinor >= 5 && returnPercentPerYear < 2.5',
      'How much: at least $0.05; and Expected return, percent a year: less than 2.5',
    ],
    [
      'priceAfterMinor * 10 < costMinor * 18',
      'What the customer then pays: less than 1.8 times this: what it costs the shop',
    ],
  ])('%s reads %s', (when, read) => expect(words(when)).toBe(read));

  it.each([
    ...['amountMinor > 1 || amountMinor < 2 && returnPercentPerYear < 3', 'isPaid', '!isPaid', 'true'],
    ...[
      'unknown > 3',
      'amountMinor > 1.5',
      '(amountMinor > 1)',
      'endsAt - now > duration("720h")',
      'amountMinor > 1 || isPaid',
    ],
  ])('%s stays an expression', (when) => expect(words(when)).toBeUndefined());
});

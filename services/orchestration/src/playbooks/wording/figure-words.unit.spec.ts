import type { FigureShown } from '@vividwalls/contracts';
import { figureInWords } from './figure-words.js';

const figure = (part: Partial<FigureShown>) =>
  figureInWords({ name: 'net_revenue', value: '8845919', currency: 'USD', reason: null, ...part });

describe('a figure in words', () => {
  it.each<[Partial<FigureShown>, string]>([
    [{}, 'Net revenue $88,459.19'],
    [{ value: '-5' }, 'Net revenue -$0.05'],
    [{ value: '900719925474099301' }, 'Net revenue $9,007,199,254,740,993.01'],
    [{ currency: 'JPY', value: '1200' }, 'Net revenue ¥1,200'],
    [{ name: 'gross_margin_percent', value: '48.96', currency: null }, 'Gross margin of net revenue 48.96 %'],
    [{ name: 'orders', value: '1200', currency: null }, 'Paid orders 1,200'],
    [{ name: 'ad_spend', value: null, reason: 'Nothing was booked.' }, 'Advertising: no data (Nothing was booked)'],
    [{ name: 'ad_spend', value: null }, 'Advertising: no data (nobody told it)'],
  ])('%j reads %s', (part, words) => expect(figure(part)).toBe(words));
});

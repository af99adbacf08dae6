import { defineComputation } from '../engine/playbook.js';
import { maybeNumber, objects, text, texts } from '../engine/reading.js';

interface Stock {
  readonly sku: string;
  readonly onHand: number | undefined;
  /** Pieces sold on each of the last days, oldest first. */
  readonly sold: readonly number[];
}

/** Days of the moving average. */
const WINDOW = 28;
const HORIZON_DAYS = 30;

/** How long the stock lasts at the pace of the last four weeks, and how much is missing until the horizon. */
export const inventoryForecast = defineComputation({
  name: 'inventory.forecast',
  read: (input) => ({
    skus: texts(input, 'skus'),
    horizonDays: maybeNumber(input, 'horizonDays') ?? HORIZON_DAYS,
    stock: objects(input, 'stock').map((line): Stock => ({
      sku: text(line, 'sku'),
      onHand: maybeNumber(line, 'onHand'),
      sold: (Array.isArray(line.soldByDay) ? line.soldByDay : []).filter((n): n is number => typeof n === 'number'),
    })),
  }),
  compute: ({ input: { skus, horizonDays, stock }, settings }) => {
    const window = typeof settings.windowDays === 'number' ? settings.windowDays : WINDOW;
    const bySku = new Map(stock.map((line) => [line.sku, line]));
    const wanted = skus.length > 0 ? skus : [...bySku.keys()];
    return { lines: wanted.map((sku) => forecast(sku, bySku.get(sku), horizonDays, window)) };
  },
  variants: { legacy: { windowDays: 7 } },
});

function forecast(sku: string, stock: Stock | undefined, horizonDays: number, window: number) {
  if (stock?.onHand === undefined) return unknown(sku, 'its stock was not given');
  const lately = stock.sold.slice(-window);
  if (lately.length === 0) return unknown(sku, 'its sales were not given');
  const perDay = lately.reduce((sum, n) => sum + n, 0) / lately.length;
  if (perDay === 0) return { sku, daysLeft: null, reorder: 0, reason: `nothing sold in ${lately.length} days` };
  const reorder = Math.max(0, Math.ceil(perDay * horizonDays - stock.onHand));
  const daysLeft = Math.round((stock.onHand / perDay) * 10) / 10;
  return { sku, daysLeft, reorder, reason: `${perDay.toFixed(2)} a day over ${lately.length} days` };
}

function unknown(sku: string, reason: string) {
  return { sku, daysLeft: null, reorder: null, reason };
}

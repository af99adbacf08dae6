import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { parseMinor } from '@vividwalls/money';
import { stableId } from '../shop/ids.js';

export interface Variant {
  readonly id: bigint;
  readonly productId: bigint;
  readonly inventoryItemId: bigint;
  readonly productTitle: string;
  /** `24x36 / Canvas Roll` */
  readonly title: string;
  readonly size: string;
  readonly printType: string;
  readonly sku: string | null;
  /** Live price in USD cents. */
  readonly priceMinor: bigint;
  readonly grams: number;
}

export interface Product {
  readonly id: bigint;
  readonly handle: string;
  readonly title: string;
  readonly collection: string;
  readonly status: 'active' | 'draft';
  readonly variants: readonly Variant[];
}

/** Shipping weights the print partner's parcels have, per size; a roll weighs about a third of a stretched canvas. */
const CANVAS_GRAMS: Record<string, number> = { '24x36': 2300, '36x48': 3900, '53x72': 7800 };
const ROLL_SHARE = 0.35;
export const ROLL = 'Canvas Roll';
export const STRETCHED = 'Gallery Wrapped Stretched Canvas';

let loaded: readonly Product[] | undefined;

/** The shop's products from the catalogue beside this file, in file order. Prices are the price ladder's live ones. */
export function catalogue(): readonly Product[] {
  loaded ??= readProducts();
  return loaded;
}

function rows(file: string): Record<string, string>[] {
  return parse(readFileSync(new URL(file, import.meta.url)), { columns: true, skip_empty_lines: true });
}

function readProducts(): Product[] {
  const ladder = new Map(
    rows('./price-ladder.csv').map((row) => [
      `${row.size}/${row.print_type === 'Gallery Wrapped' ? STRETCHED : row.print_type}`,
      parseMinor(row.live_price!, 'USD'),
    ]),
  );
  const products = new Map<string, Omit<Product, 'variants'> & { variants: Variant[] }>();
  for (const row of rows('./artworks.csv')) {
    const handle = row.handle!;
    let product = products.get(handle);
    if (!product) {
      const status = row.status === 'active' ? 'active' : 'draft';
      product = {
        id: stableId('product', handle),
        handle,
        title: row.title!,
        collection: row.collection_tag!,
        status,
        variants: [],
      };
      products.set(handle, product);
    }
    const { size, print_type: printType } = row as { size: string; print_type: string };
    const priceMinor = ladder.get(`${size}/${printType}`);
    if (priceMinor === undefined) throw new Error(`price-ladder.csv has no price for ${size} ${printType} (${handle})`);
    const key = `${handle}/${size}/${printType}`;
    product.variants.push({
      id: stableId('variant', key),
      productId: product.id,
      inventoryItemId: stableId('inventory', key),
      productTitle: product.title,
      title: `${size} / ${printType}`,
      size,
      printType,
      sku: row.sku || null,
      priceMinor,
      grams: Math.round(CANVAS_GRAMS[size]! * (printType === ROLL ? ROLL_SHARE : 1)),
    });
  }
  return [...products.values()];
}

import { catalogue } from './catalogue.js';

it('reads the shop’s artworks at live prices, with ids of their own', () => {
  const variants = catalogue().flatMap((product) => product.variants);
  expect(catalogue()).toHaveLength(61);
  expect(variants).toHaveLength(365);
  expect(new Set(variants.map((one) => one.id)).size).toBe(365);
  expect(new Set(variants.map((one) => one.inventoryItemId)).size).toBe(365);
  expect(new Set(catalogue().map((one) => one.id)).size).toBe(61);
  const roll = variants.find((one) => one.title === '24x36 / Canvas Roll')!;
  expect(roll.priceMinor).toBe(15_300n);
  expect(Math.max(...variants.map((one) => Number(one.priceMinor)))).toBe(55_092);
});

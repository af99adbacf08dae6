import fc from 'fast-check';
import type { ConversionPath } from '../paths/conversion-path.js';

/** Few players and short paths, so that they meet again and again. */
export const PLAYERS = ['mail', 'search', 'social', 'video', 'n8n'];

export const somePath: fc.Arbitrary<ConversionPath> = fc.record({
  path: fc.array(fc.constantFrom(...PLAYERS), { minLength: 1, maxLength: 7 }),
  conversions: fc.nat({ max: 5 }),
  value: fc.nat({ max: 1_000 }),
  nulls: fc.nat({ max: 5 }),
});

export const somePaths: fc.Arbitrary<ConversionPath[]> = fc.array(somePath, { minLength: 1, maxLength: 12 });

/** Value only where there is a conversion, and at least one of those. */
export const convertingPaths: fc.Arbitrary<ConversionPath[]> = somePaths
  .map((paths) => paths.map((path) => (path.conversions > 0 ? path : { ...path, value: 0 })))
  .filter((paths) => paths.some(({ conversions }) => conversions > 0));

export const sumOf = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

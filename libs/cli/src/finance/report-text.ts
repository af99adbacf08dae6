import { amount } from '../amounts.js';

/** In place of what is not known: a zero would be a lie, and an empty cell could be anything. */
export const UNKNOWN = '–';

/** Minor units as people read them, or that they are not known. */
export const shownAmount = (minor: string | null | undefined, currency: string): string =>
  minor === null || minor === undefined ? UNKNOWN : amount(minor, currency);

export const shownPercent = (percent: string | null): string => (percent === null ? UNKNOWN : `${percent} %`);

import type { MeasuredShare } from '@vividwalls/contracts';
import { UNKNOWN } from '../finance/report-text.js';
import { percentText } from '../percent-text.js';

/** Titles of the cells of a measured share. */
export const SHARE_TITLES = ['of', 'right', 'share', '95 % interval'] as const;

/** Its cells: of how many, how many right, the share, and between what it lies. */
export const shareCells = ({ samples, right, share, interval }: MeasuredShare): string[] => [
  ...[String(samples), String(right), share === null ? UNKNOWN : percentText(share)],
  interval === null ? UNKNOWN : `${percentText(interval.low)} … ${percentText(interval.high)}`,
];

import { randomInt } from 'node:crypto';

/** Chance, passed in, so that specs decide what it brings. */
export abstract class Chance {
  /** 0 to below 1. */
  abstract next(): number;
}

const STEPS = 2 ** 32;

export class RealChance extends Chance {
  override next(): number {
    return randomInt(STEPS) / STEPS;
  }
}

import { Clock } from '@vividwalls/platform';

/** A clock that stands until it is moved. */
export class HandClock extends Clock {
  constructor(private at = new Date('2026-11-29T12:00:00.000Z')) {
    super();
  }

  now(): Date {
    return this.at;
  }

  passS(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1_000);
  }
}

/** The time, passed in. Logic asks this instead of the wall clock, so that tests and replays decide what now is. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

import { InvalidArgumentError, Option, type Command } from 'commander';
import { FAILURES } from './dead-letter.js';

/** Which letters; all that are given must match. */
export interface FilterOptions {
  readonly consumer?: string;
  readonly type?: string;
  readonly failure?: string;
  readonly stream?: string;
  readonly text?: string;
  readonly since?: string;
  readonly until?: string;
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** An instant, or how long ago it was: `30m`, `2h`, `7d`. Gives ISO 8601 in UTC. */
export function instant(text: string, now: Date): string {
  const [, amount, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const ms = unit ? now.getTime() - Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS] : Date.parse(text);
  if (Number.isNaN(ms))
    throw new InvalidArgumentError('Expected an instant (2026-09-01T12:00:00Z) or a time ago (2h).');
  return new Date(ms).toISOString();
}

/** Adds the options that say which letters are meant. `--reason` is the operator's own, hence `--failure`. */
export function withFilter(command: Command, now: () => Date): Command {
  const instantBeforeNow = (text: string): string => instant(text, now());
  return command
    .option('--consumer <name>', 'whose letters, or the beginning of the name with a star: finance*')
    .option('--type <type>', 'of the event, or its beginning with a star: vw.shop.*')
    .addOption(new Option('--failure <reason>', 'why they were given up').choices(FAILURES))
    .option('--stream <stream>', 'where their messages lay: SHOP')
    .option('--text <text>', 'part of the error, of the event’s id, or of the order’s, customer’s … id')
    .option('--since <when>', 'failed since: an instant, or a time ago (30m, 2h, 7d)', instantBeforeNow)
    .option('--until <when>', 'failed before: an instant, or a time ago', instantBeforeNow);
}

/** The filter as the desk takes it, in a query or a body. */
export function filterOf({ failure, consumer, type, stream, text, since, until }: FilterOptions) {
  const filter = { consumer, type, reason: failure, stream, text, since, until };
  return Object.fromEntries(
    Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

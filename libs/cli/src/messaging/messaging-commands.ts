import type { Command, Option } from 'commander';
import { REASON, type Action } from '../command.js';
import { instant } from '../dlq/letter-filter.js';
import { parked, retry } from './parked.js';
import { replayFrom } from './replay-from.js';
import { abort, list, start } from './replay.js';
import { republish } from './republish.js';
import { messagingStatus } from './status.js';

interface Means {
  readonly add: <Options>(parent: Command, usage: string, description: string, action: Action<Options>) => Command;
  readonly limit: (otherwise: number) => Option;
  readonly now: () => Date;
}

export function addMessagingCommands(messaging: Command, { add, limit, now }: Means): void {
  const moment = (text: string): string => instant(text, now());
  add(messaging, 'status', 'relay, consumers and backlog of every service', messagingStatus).option(
    '--service <name>',
    'of this one only',
  );
  add(messaging, 'parked <service>', 'events that the broker refused, oldest first', parked).addOption(limit(50));
  add(messaging, 'retry <service> <id>', 'give one of them another chance', retry).requiredOption(...REASON);
  add(messaging, 'republish <service>', 'publish past events again, for a stream that was lost', republish)
    .requiredOption('--from <when>', 'appended since: an instant, or a time ago (30m, 2h, 7d)', moment)
    .option('--until <when>', 'appended before: an instant, or a time ago (default: now)', moment)
    .requiredOption(...REASON)
    .option('--dry-run', 'only count what would be published');
}

export function addReplayCommands(replay: Command, { add, limit, now }: Means): void {
  add(replay, 'start <service> <model>', 'build a read model anew and put it in place; follows to the end', start)
    .option(
      '--from <where>',
      'beginning, an instant, a time ago (7d), or a sequence of the one stream it reads (default: beginning)',
      (text) => replayFrom(text, now()),
      'beginning',
    )
    .requiredOption(...REASON)
    .option('--skip-failed', 'leave out what cannot be handled, and list it');
  add(replay, 'list <service>', 'replays and how they ended, newest first', list).addOption(limit(20));
  add(replay, 'abort <service> <id>', 'end one without any change', abort);
}

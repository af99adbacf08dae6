import { APPROVAL_STATES } from '@vividwalls/contracts';
import { Option, type Command } from 'commander';
import type { CommandMeans } from '../command.js';
import { POLICY_STATES } from './approvals-api.js';
import { approvals } from './approvals.js';
import { approval, decide, delegate } from './decide.js';
import { policies, policy, test } from './policies.js';

const WHY = 'why, in your own words; it is recorded with your name';

/** What waits for people, and the policies that say what must. */
export function addApprovalCommands(group: Command, { add, limit }: CommandMeans): void {
  add(group, 'list', 'what waits for people, newest first', approvals)
    .addOption(new Option('--state <state>', 'in which state').choices(APPROVAL_STATES).default('pending'))
    .option('--act <act>', 'of one kind: order.refund')
    .option('--asker <actor>', 'asked by one: agent:refunds')
    .option('--about <subject>', 'about one thing: an order by its Shopify id, a budget')
    .option('--mine', 'what you may decide and have not yet')
    .option('--soonest', 'what expires first, first')
    .addOption(limit(50));
  add(group, 'show <id>', 'one of them: what would change, why, by which policy, who said what', approval);
  add(group, 'approve <ids...>', 'say yes, to one or several', decide('approve')).requiredOption(
    '--reason <text>',
    WHY,
  );
  add(group, 'reject <ids...>', 'say no, to one or several; one no is enough', decide('reject')).requiredOption(
    '--reason <text>',
    WHY,
  );
  add(group, 'ask-changes <ids...>', 'send one or several back to be changed', decide('ask-changes')).requiredOption(
    '--reason <text>',
    WHY,
  );
  add(group, 'delegate <id>', 'hand it to another person, who may then decide too', delegate)
    .requiredOption('--to <person>', 'to whom: user:anna, key:anna')
    .requiredOption('--reason <text>', WHY);
  add(group, 'policies', 'policies that say which acts a person must allow', policies)
    .addOption(new Option('--state <state>', 'whose newest version is in this state').choices(POLICY_STATES))
    .option('--act <act>', 'of one act')
    .addOption(limit(200));
  add(group, 'policy <id>', 'one policy', policy).option('--dry-run', 'what its newest version would have changed');
  add(group, 'test <act>', 'what would be answered to an act, and why; nothing is asked', test)
    .requiredOption('--facts <json>', 'what is known of it: {"percent": 25}')
    .option('--draft <policy>', 'with this policy’s newest version as if it were live')
    .option('--asker <actor>', 'as if this one asked (default: you)');
}

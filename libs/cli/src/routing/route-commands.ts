import { Option, type Command } from 'commander';
import { RULE_STATES } from '../activation/activation-api.js';
import { REASON, withExamples, type CommandMeans } from '../command.js';
import { accuracy } from './accuracy.js';
import { correct } from './correct.js';
import { ruleLive, ruleRetire } from './move-rule.js';
import { route } from './route.js';
import { ruleSet } from './rule-set.js';
import { ruleTest } from './rule-test.js';
import { rule } from './rule.js';
import { rules } from './rules.js';

/** Who would get a piece of work; how often that is right, and the rules by which it is decided. */
export function addRouteCommands(root: Command, { add, limit }: CommandMeans): void {
  const parent = add(
    root,
    'route',
    'who would get work put in these words, and why; how often that is right, and by which rules',
    route,
  )
    .argument('<text>', 'what is wanted, in words')
    .option('--capability <name>', 'what is to be done (default: told by the words)')
    .option('--agent <id>', 'only this agent shall do it')
    .option('--customer-type <type>', 'of the customer: hospitality')
    .option('--segment <name>', 'of the customer')
    .option('--order-value <decimal>', 'what the order is worth; with --currency')
    .option('--currency <code>', 'of the order: USD')
    .option('--channel <name>', 'on which it came: email')
    .option('--country <code>', 'of the customer: US')
    .option(
      '--tag <tag>',
      'of the customer or the order; may be given several times',
      (tag: string, before: string[] = []) => [...before, tag],
    );
  withExamples(parent, "vw route 'Forty framed prints for our hotel corridors' --country US", 'vw route accuracy');
  withExamples(
    add(parent, 'correct <task>', 'say who a task should have gone to; routing is measured by it', correct)
      .requiredOption('--to <agent/persona>', 'who should have got it')
      .requiredOption(...REASON),
    "vw route correct 0199f3b2-… --to b2b-sales-agent/healthcare-sales-agent --reason 'a day clinic, not a hotel'",
  );
  add(
    parent,
    'accuracy',
    'how often routing decides as people say it should, and where it does not',
    accuracy,
  ).addOption(limit(50));
  addRuleCommands(parent, { add, limit });
}

/** Rules that speak for personas, from a draft to its end. */
function addRuleCommands(parent: Command, { add, limit }: CommandMeans): void {
  add(parent, 'rules', 'rules that speak for personas', rules)
    .addOption(new Option('--state <state>', 'whose newest version is in this state').choices(RULE_STATES))
    .addOption(limit(500));
  add(parent, 'rule <id>', 'one rule, and who changed it', rule);
  withExamples(
    add(
      parent,
      'rule-set <file>',
      'make a rule, or a new version of one, from JSON (- reads standard input)',
      ruleSet,
    ).option('--change <text>', 'what is changed; needed where there is a version before'),
    'vw route rule hospitality-sales-type --json > hotels.json   (change it there)',
    "vw route rule-set hotels.json --change 'weddings added'",
    'vw route rule-test hospitality-sales-type',
    'vw route rule-live hospitality-sales-type',
  );
  add(parent, 'rule-test <id>', 'what it would decide otherwise; nothing is done', ruleTest).addOption(limit(50));
  add(parent, 'rule-live <id>', 'let the newest version decide', ruleLive);
  add(parent, 'rule-retire <id>', 'let a rule decide nothing any more', ruleRetire);
}

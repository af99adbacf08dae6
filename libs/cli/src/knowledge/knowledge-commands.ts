import { Option, type Command } from 'commander';
import type { CommandMeans } from '../command.js';
import { accuracy } from './accuracy.js';
import { add as addArticle, review, show } from './articles.js';
import { contradictions } from './contradictions.js';
import { CONTRADICTION_STATES } from './knowledge-api.js';
import { search } from './search.js';

/** What the shop knows. */
export function addKnowledgeCommands(group: Command, { add, limit }: CommandMeans): void {
  add(group, 'search <words...>', 'what is known of a question, with article and version', search)
    .option('--domain <domain>', 'only of this domain')
    .addOption(limit(5));
  add(group, 'show <article>', 'one article, with what contradicts it', show);
  add(group, 'add <file>', 'enter the article of a JSON file as a draft; - reads standard input', addArticle);
  add(group, 'review [article]', 'a step of its review; without an article, what waits for one', review)
    .option('--submit', 'ask for a review of the draft')
    .option('--publish', 'let everybody find what is in review')
    .option('--send-back', 'back to its writer')
    .option('--retire', 'let nobody find it any more')
    .option('--reason <text>', 'why; it is recorded')
    .addOption(limit(50));
  add(
    group,
    'contradictions [id]',
    'where two articles say different things; with an id, which one holds',
    contradictions,
  )
    .addOption(
      new Option('--state <state>', 'in which state').choices([...CONTRADICTION_STATES, 'all']).default('open'),
    )
    .option('--holds <article>', 'the article that is right')
    .option('--reason <text>', 'why; it is recorded')
    .addOption(limit(50));
  add(group, 'accuracy', 'how often answers are right, and how many questions stand behind that', accuracy);
}

import { InvalidArgumentError, type Command } from 'commander';
import { withExamples, type CommandMeans } from '../command.js';
import { list, make, revoke } from './keys.js';

const SCOPE = /^[a-z]+:([a-z]+|\*)$/;

function scope(text: string, before: readonly string[] = []): string[] {
  if (!SCOPE.test(text)) throw new InvalidArgumentError('Expected a scope such as finance:read or mcp:*.');
  return [...before, text];
}

/** Keys to the API and to `/mcp`. */
export function addKeyCommands(group: Command, { add }: Pick<CommandMeans, 'add'>): void {
  add(group, 'list', 'keys with their scopes, newest first; never the keys themselves', list);
  withExamples(
    add(group, 'new <name>', 'make a key; it is shown this one time', make)
      .option('--agent <id>', 'the agent whose key it is: whoever calls with it is that agent')
      .requiredOption('--scope <scope>', 'what it is for; may be given several times', scope)
      .option('--expires <instant>', 'when it ends, 2027-01-31T00:00:00Z (default: never)'),
    'vw keys new sales-desk --agent sales-director --scope mcp:knowledge --scope mcp:tasks',
    "vw keys new console --scope 'finance:*' --scope orchestration:read",
  );
  add(group, 'revoke <id>', 'let a key open nothing any more', revoke);
}

import colors from 'picocolors';
import type { RunFile } from '../home/run-file.js';
import { AgentsDemo } from './agents-demo.js';
import { LIVE_MINUTES, LiveDemo } from './live-demo.js';

/**
 * What is printed once everything is ready: addresses, the key, and what to try.
 * @param demo what of it goes on beside
 */
export function welcome(
  run: RunFile,
  home: string,
  demo: { readonly agents: boolean; readonly live: boolean },
): string {
  const row = (name: string, value: string): string => `  ${name.padEnd(18)}${value}`;
  const part = (name: string, port: number | undefined, own: boolean): string =>
    row(name, own ? `127.0.0.1:${port}` : 'yours, as given in the environment');
  return [
    '',
    colors.bold('VividWalls MAS is ready.'),
    '',
    row('Console', colors.bold(run.url)),
    row('Sign in with', colors.bold(run.adminKey)),
    row('API', `${run.url}/api`),
    row('API description', `${run.url}/api/openapi.json`),
    row('Shopify webhooks', `${run.url}/webhooks/shopify`),
    row('n8n webhooks', `${run.url}/webhooks/n8n`),
    row('Health', `${run.url}/health/ready`),
    ...Object.entries(run.servers).map(([name, { port, own }]) => part(name, port, own)),
    row('Data and logs', home),
    '',
    'Worth trying next, in another terminal:',
    '  npm run vw -- finance trial-balance',
    '  npm run vw -- audit verify',
    '  npm run vw -- shop simulate --days 1 --orders-per-day 20 --seed 7',
    ...(demo.live ? ['', ordersLive(home)] : []),
    ...(demo.agents ? agentsAtWork(AgentsDemo.logIn(home)) : []),
    '',
    colors.dim('Ctrl-C stops everything; the data stays.'),
  ].join('\n');
}

const ordersLive = (home: string): string =>
  `Orders keep coming for ${LIVE_MINUTES} minutes, about four a minute. ${colors.dim(LiveDemo.logIn(home))}`;

function agentsAtWork(log: string): string[] {
  return [
    '',
    'The agents are at work meanwhile: the roster before becomes the 28, by real tasks, for some minutes. Look on:',
    '  npm run vw -- consolidation status           how far the migrations are',
    '  npm run vw -- tasks queue                    what is open, and what it waits for',
    '  npm run vw -- agents stopped                 who has reached the limit of its budget',
    '  npm run vw -- tasks list --capability sales.quote --limit 20, then: tasks show ID',
    colors.dim(`  What it says is kept in ${log}`),
  ];
}

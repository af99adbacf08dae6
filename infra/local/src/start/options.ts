import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Play the demo when the books are empty. */
  demo: boolean;
  /** All services in one process. */
  single: boolean;
  /** Begin with empty data. */
  fresh: boolean;
  /** Ask nothing. */
  yes: boolean;
}

export const START_USAGE = `Starts VividWalls MAS on this machine with servers of its own. Ctrl-C stops it.

  npm start -- [--no-demo] [--single] [--fresh [--yes]]

  --no-demo   leave empty books empty
  --single    host all services in one process, for a small shop's server
  --fresh     remove all data of this VW_HOME first, after a confirmation; --yes answers it

Environment: PORT (8080), VW_BIND (127.0.0.1), VW_HOME (.vividwalls/), VW_ADMIN_KEY, SHOPIFY_WEBHOOK_SECRETS,
N8N_WEBHOOK_SECRET, and DATABASE_URL, NATS_URL, REDIS_URL to use servers of your own. See docs/operations.md.`;

/** @throws TypeError with a readable message for an option that does not exist; 'help' when it was asked for */
export function parseStartOptions(args: string[]): StartOptions | 'help' {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      demo: { type: 'boolean', default: true },
      single: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      yes: { type: 'boolean', short: 'y', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return values.help ? 'help' : { demo: values.demo, single: values.single, fresh: values.fresh, yes: values.yes };
}

import { connect } from '@nats-io/transport-node';
import { natsOptions } from '../test-nats.js';

const TIMEOUT_MS = 1_000;

/** JetStream answered that it won't do it. */
export class JetStreamRefused extends Error {
  constructor(
    subject: string,
    readonly code: number,
    description: string,
  ) {
    super(`JetStream refused ${subject}: ${description} (${code})`);
  }
}

/**
 * One request to JetStream's API over a connection of its own, so that nothing of it is left when servers are killed.
 * @param urls the administrator's addresses of servers that run; any one will do
 * @param subject without the prefix `$JS.API.`
 * @throws JetStreamRefused, or the client's error when nobody answers within a second
 */
export async function askJetStream<Answer>(urls: string[], subject: string, request?: object): Promise<Answer> {
  const [first] = urls;
  if (first === undefined) throw new Error(`nobody to ask for ${subject}: no server runs`);
  const connection = await connect({
    ...natsOptions(first),
    servers: urls.map((url) => new URL(url).host),
    reconnect: false,
    timeout: TIMEOUT_MS,
  });
  try {
    const reply = await connection.request(`$JS.API.${subject}`, request && JSON.stringify(request), {
      timeout: TIMEOUT_MS,
    });
    const answer = reply.json<Answer & { error?: { err_code: number; description: string } }>();
    if (answer.error) throw new JetStreamRefused(subject, answer.error.err_code, answer.error.description);
    return answer;
  } finally {
    await connection.close();
  }
}

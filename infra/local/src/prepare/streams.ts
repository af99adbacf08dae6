import { connect } from '@nats-io/transport-node';
import { STREAMS } from '@vividwalls/events';
import { provisionStreams } from '@vividwalls/messaging';

/** Creates the streams of the registry that are missing and compares the others with it. */
export async function ensureStreams(natsUrl: string): Promise<void> {
  const addresses = natsUrl.split(',').map((part) => new URL(part));
  const first = addresses[0];
  const connection = await connect({
    servers: addresses.map(({ host }) => host),
    // The client takes no credentials in addresses.
    ...(first?.username && { user: decodeURIComponent(first.username), pass: decodeURIComponent(first.password) }),
    name: 'vividwalls-prepare',
  });
  try {
    await provisionStreams(connection, STREAMS);
  } finally {
    await connection.close();
  }
}

import { join } from 'node:path';
import type { Secrets } from '../../home/secrets.js';
import { clusterBlock, type ClusterMember } from './cluster-member.js';
import { NATS_ADMIN, usersBlock } from './permissions.js';

/** A webhook body may have 2 MB, and base64 and an envelope around it; batches of small events stay far below. */
export const NATS_MAX_PAYLOAD = '8MB';

export interface NatsConfigurationOptions {
  folder: string;
  port: number;
  passwords: Secrets['nats'];
  /** Its place in a cluster; a server of its own when left out. */
  member?: ClusterMember | undefined;
}

/** The configuration file of a server on this machine. JetStream's fsync interval is left at its default (rule 5). */
export function natsConfiguration({ folder, port, passwords, member }: NatsConfigurationOptions): string {
  const literal = (user: string): string =>
    JSON.stringify(user === NATS_ADMIN ? passwords.admin : passwords.users[user]);
  return [
    `server_name: ${member?.name ?? 'vividwalls'}`,
    `listen: "127.0.0.1:${port}"`,
    `pid_file: ${JSON.stringify(join(folder, 'nats.pid'))}`,
    `max_payload: ${NATS_MAX_PAYLOAD}`,
    'jetstream {',
    `  store_dir: ${JSON.stringify(join(folder, 'store'))}`,
    '  max_mem: 64MB',
    '}',
    ...(member ? [clusterBlock(member)] : []),
    usersBlock(literal),
    '',
  ].join('\n');
}

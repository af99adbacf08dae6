import { NATS_MAX_PAYLOAD } from '../servers/nats/configuration.js';
import { usersBlock } from '../servers/nats/permissions.js';

/**
 * infra/compose/nats.conf: the same users and rights as on a developer's machine, passwords from the container's environment
 * (NATS_<USER>_PASSWORD).
 */
export function composeBrokerConfiguration(): string {
  return [
    '# Made from infra/local/src/servers/nats/permissions.ts by `node infra/local/dist/compose/main.js`; a test compares.',
    'server_name: vividwalls',
    'listen: "0.0.0.0:4222"',
    '# For the health check only.',
    'http: "127.0.0.1:8222"',
    `max_payload: ${NATS_MAX_PAYLOAD}`,
    '# The store is named on the command line (-sd), which does not win over a store named here: so a test can run this file.',
    'jetstream {',
    '  max_mem: 64MB',
    '}',
    usersBlock((user) => `$NATS_${user.toUpperCase()}_PASSWORD`),
    '',
  ].join('\n');
}

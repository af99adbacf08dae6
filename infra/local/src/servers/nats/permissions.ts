import { type ServiceEntry, services } from '../../services.js';

/** What one NATS user may publish and subscribe to. */
export interface NatsPermissions {
  publish: string[];
  subscribe: string[];
}

/**
 * The one table of who may say what on the broker; containers are configured from it too. A service publishes the facts of
 * its own streams, dead letters of what it consumed, requests, and what JetStream's protocol needs. No service can forge
 * another's facts. Reading is free among services: every fact is everybody's to know.
 */
export function permissionsOf(service: Pick<ServiceEntry, 'streams'>): NatsPermissions {
  return {
    publish: [
      ...service.streams.map((stream) => `vw.${stream}.>`),
      'vw.dlq.>',
      'vw.request.>',
      '$JS.API.>',
      '$JS.ACK.>',
      '_INBOX.>',
    ],
    subscribe: ['vw.>', '_INBOX.>', '$JS.EVENT.ADVISORY.>', '$SRV.>'],
  };
}

/** The user that provisions streams and that operators use. */
export const NATS_ADMIN = 'admin';

/** NATS configuration of all users. `password` gives a literal or a reference to an environment variable. */
export function usersBlock(password: (user: string) => string): string {
  const list = (subjects: string[]): string => `[${subjects.map((subject) => JSON.stringify(subject)).join(', ')}]`;
  const users = services.map((service) => {
    const { publish, subscribe } = permissionsOf(service);
    return (
      `    { user: ${service.name}, password: ${password(service.name)}, permissions: {\n` +
      `        publish: { allow: ${list(publish)} }\n` +
      `        subscribe: { allow: ${list(subscribe)} }\n` +
      `        allow_responses: true } }`
    );
  });
  return [
    'authorization {',
    '  users = [',
    `    { user: ${NATS_ADMIN}, password: ${password(NATS_ADMIN)} }`,
    ...users,
    '  ]',
    '}',
  ].join('\n');
}

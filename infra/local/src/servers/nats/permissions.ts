import { type ServiceEntry, services } from '../../services.js';

/** What one NATS user may publish and subscribe to. */
export interface NatsPermissions {
  publish: string[];
  subscribe: string[];
}

/**
 * The one table of who may say what on the broker; containers are configured from it too. A service publishes the facts of
 * its own streams, dead letters of what it consumed, requests, and what JetStream's protocol needs of it: looking at
 * streams, and making, reading and acknowledging durables of its own name. It cannot forge another's facts, and it cannot
 * change, empty or remove a stream or another's durable. Reading is free among services: every fact is everybody's to know.
 */
export function permissionsOf({ name, streams }: Pick<ServiceEntry, 'name' | 'streams'>): NatsPermissions {
  return {
    publish: [
      ...streams.map((stream) => `vw.${stream}.>`),
      'vw.dlq.>',
      'vw.request.>',
      '$JS.API.INFO',
      '$JS.API.STREAM.INFO.*',
      '$JS.API.STREAM.MSG.GET.DLQ',
      `$JS.API.CONSUMER.INFO.*.${name}`,
      `$JS.API.CONSUMER.CREATE.*.${name}`,
      `$JS.API.CONSUMER.CREATE.*.${name}.>`,
      `$JS.API.CONSUMER.DURABLE.CREATE.*.${name}`,
      `$JS.API.CONSUMER.MSG.NEXT.*.${name}`,
      `$JS.ACK.*.${name}.>`,
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

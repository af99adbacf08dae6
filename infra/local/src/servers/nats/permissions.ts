import { type ServiceEntry, services } from '../../services.js';

/** What one NATS user may publish and subscribe to. */
export interface NatsPermissions {
  publish: string[];
  subscribe: string[];
}

/**
 * The one table of who may say what on the broker; containers are configured from it too.
 *
 * A service publishes the facts of its own streams, that a message became a dead letter or a redriven one was handled, what
 * operators did to its messaging, questions to any service, and answers. It reads by pulling: it may look at every stream and
 * at single messages, for every fact is everybody's to know, but makes, reads and acknowledges only durables of its own. It
 * hears what is said to it alone: answers of the broker in its inbox, answers of services, and questions to it. So it cannot
 * forge another's fact, change, empty or remove a stream, take another's messages, or listen to another's questions and
 * answers.
 *
 * No `allow_responses`: that is leave to publish on *any* subject, once, by asking oneself a question whose answer goes there.
 */
export function permissionsOf(service: Pick<ServiceEntry, 'name' | 'streams' | 'durables'>): NatsPermissions {
  const { name, streams, durables = [] } = service;
  return {
    publish: [
      ...streams.map((stream) => `vw.${stream}.>`),
      ...(streams.includes('dlq') ? [] : ['vw.dlq.event.dead_lettered', 'vw.dlq.letter.handled']),
      // What operators do to the messaging of this service: replays, republishing.
      'vw.operations.>',
      'vw.request.>',
      'vw.answer.>',
      '$JS.API.INFO',
      '$JS.API.STREAM.INFO.*',
      '$JS.API.STREAM.MSG.GET.*',
      ...[name, ...durables, replayDurable(name)].flatMap(useOfDurable),
      // This one only: in the others lies the service's place in the stream.
      `$JS.API.CONSUMER.DELETE.*.${replayDurable(name)}`,
    ],
    subscribe: [`${inboxOf(name)}.>`, `vw.answer.${name}.>`, `vw.request.${name}.>`],
  };
}

/** The consumer by which a service reads a stream again, while it rebuilds a read model. */
export const replayDurable = (service: string): string => `${service}_replay`;

/** Where the broker answers a user: its client's `inboxPrefix`. */
export const inboxOf = (user: string): string => `_INBOX_${user}`;

/**
 * On any stream. The client asks for a consumer with one filter on CREATE.<stream>.<name>.<filter>, without a filter on
 * CREATE.<stream>.<name>, with several on DURABLE.CREATE.<stream>.<name>; the server refuses a request whose body names
 * another stream, consumer or filter than its subject.
 */
function useOfDurable(durable: string): string[] {
  return [
    `$JS.API.CONSUMER.INFO.*.${durable}`,
    `$JS.API.CONSUMER.CREATE.*.${durable}`,
    `$JS.API.CONSUMER.CREATE.*.${durable}.>`,
    `$JS.API.CONSUMER.DURABLE.CREATE.*.${durable}`,
    `$JS.API.CONSUMER.MSG.NEXT.*.${durable}`,
    `$JS.ACK.*.${durable}.>`,
  ];
}

/** The user that provisions streams and that operators use. */
export const NATS_ADMIN = 'admin';

/**
 * Seconds a client has to name itself. The server's own two are too few when a whole shop starts on a small machine: a client
 * whose process compiles its code meanwhile is turned away as if its password were wrong.
 */
const SECONDS_TO_AUTHORIZE = 10;

/** NATS configuration of all users. `password` gives a literal or a reference to an environment variable. */
export function usersBlock(password: (user: string) => string): string {
  const list = (subjects: string[]): string =>
    `[\n${subjects.map((subject) => `          ${JSON.stringify(subject)}\n`).join('')}        ]`;
  const users = services.map((service) => {
    const { publish, subscribe } = permissionsOf(service);
    return (
      `    { user: ${service.name}, password: ${password(service.name)}, permissions: {\n` +
      `        publish: { allow: ${list(publish)} }\n` +
      `        subscribe: { allow: ${list(subscribe)} } } }`
    );
  });
  return [
    'authorization {',
    `  timeout: ${SECONDS_TO_AUTHORIZE}`,
    '  users = [',
    `    { user: ${NATS_ADMIN}, password: ${password(NATS_ADMIN)} }`,
    ...users,
    '  ]',
    '}',
  ].join('\n');
}

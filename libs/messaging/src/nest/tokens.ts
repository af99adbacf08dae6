/** The service's connection to the broker. */
export const NATS = Symbol('NATS connection');
/** A JetStream client on that connection. */
export const JETSTREAM = Symbol('JetStream client');
export const MESSAGING_SETTINGS = Symbol('messaging settings');

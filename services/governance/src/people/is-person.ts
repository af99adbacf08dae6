/** Actors that are no people: whoever does the work does not say whether it may be done. */
const NO_PERSON = /^(agent|rule|service|shopify|n8n):|^(system|policy)$/;

/** Whether an actor is a person, `user:anna`, or a key that a person holds, `key:anna`. */
export const isPerson = (actor: string): boolean => !NO_PERSON.test(actor);

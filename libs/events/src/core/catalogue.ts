import { eventOf, eventOfType, type EventClass, type EventDescription } from './event-decorator.js';
import { assertHasRules, faultsOf } from './validation.js';

/** The event classes as messaging sees them: how to name, find and check them. */
export const catalogue = {
  describe(eventClass: EventClass): EventDescription {
    assertHasRules(eventClass);
    return eventOf(eventClass);
  },
  lookup(type: string): EventDescription | undefined {
    return eventOfType(type);
  },
  faultsOf,
};

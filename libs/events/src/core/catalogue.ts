import type { EventCatalogue } from '@vividwalls/messaging';
import { registry } from './event-decorator.js';
import type { EventRegistry } from './event-registry.js';
import { upcast } from './upcast.js';
import { payloadRules, type PayloadRules } from './validation.js';

/** Event classes as messaging sees them: how to name, find, check and upcast them. */
export const catalogueOf = (events: EventRegistry, rules: PayloadRules): EventCatalogue => ({
  describe(eventClass) {
    rules.assertHasRules(eventClass);
    events.assertUpcastable(eventClass);
    return events.of(eventClass);
  },
  lookup: (type) => events.ofType(type),
  newestOf: (type) => events.newestOf(type),
  faultsOf: (type, payload) => rules.faultsOf(type, payload),
  upcast: (type, data) => upcast(events, rules, type, data),
});

/** The product's events. */
export const catalogue = catalogueOf(registry, payloadRules);

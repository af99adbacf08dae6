import { catalogue, eventOfType, faultsIn, type PayloadFault } from '@vividwalls/events';

const UNKNOWN_FIELD = 'is not a known field';

/**
 * Faults of the data that an operator gives an event, a misspelt field among them. Fields that the event had before are
 * left alone, known or not: it may come from a newer program.
 */
export function mendingFaults(type: string, data: unknown, before: unknown): readonly PayloadFault[] {
  const event = eventOfType(type);
  if (!event) {
    const message = `belongs to ${type.slice(0, 255)}, which is not known here, so it cannot be checked`;
    return [{ pointer: '', message }];
  }
  const faults = faultsIn(event.eventClass, data).filter(
    ({ pointer, message }) => message !== UNKNOWN_FIELD || !isAt(pointer, before),
  );
  return faults.length > 0 ? faults : schemaFaults(type, data);
}

/** What publishing will ask; unknown fields are nothing to it. */
function schemaFaults(type: string, data: unknown): PayloadFault[] {
  return catalogue.faultsOf(type, data).map((fault) => {
    const [, pointer, message] = /^(\S*) (.*)$/s.exec(fault)!;
    return { pointer: pointer === '/' ? '' : pointer!, message: message! };
  });
}

/** Whether a value has something at a JSON pointer (RFC 6901). */
function isAt(pointer: string, value: unknown): boolean {
  let at = value;
  for (const escaped of pointer.split('/').slice(1)) {
    const name = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false;
    at = (at as Record<string, unknown>)[name];
  }
  return true;
}

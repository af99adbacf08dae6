import type { ValidationError } from 'class-validator';

/** One thing wrong with a payload: where (RFC 6901 JSON pointer, relative to the payload) and what. */
export interface PayloadFault {
  readonly pointer: string;
  readonly message: string;
}

/** What class-validator found, flat: one fault for each rule that is broken, the field in the pointer and not in the message. */
export function validationFaults(errors: readonly ValidationError[], parent = ''): PayloadFault[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const pointer = `${parent}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(constraints ?? {}).map(([rule, message]) => ({
      pointer,
      message: rule === 'whitelistValidation' ? 'is not a known field' : withoutName(message, property),
    }));
    return [...own, ...validationFaults(children ?? [], pointer)];
  });
}

/** `amountMinor must be a string` → `must be a string`: the pointer says the name already. */
function withoutName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}

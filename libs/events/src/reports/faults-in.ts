import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { EventClass } from '../core/event-class.js';
import { eventOf } from '../core/event-decorator.js';
import { faultsOf } from '../core/validation.js';
import { validationFaults, type PayloadFault } from '../core/validation-faults.js';

/**
 * Everything wrong with a payload from outside, down to fields its class does not know (a misspelt optional field would
 * otherwise vanish silently). An empty list means the payload passes the compiled schema too, and may be published.
 *
 * This names faults for the one who sent them and takes tens of µs; where events are appended, `faultsOf` is enough.
 */
export function faultsIn(eventClass: EventClass, payload: unknown): PayloadFault[] {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) {
    return [{ pointer: '', message: 'must be an object' }];
  }
  // Copying it would set the copy's prototype, and the rules would then see fields that are not in the payload.
  if (Object.hasOwn(payload, '__proto__')) return [{ pointer: '/__proto__', message: 'is not a known field' }];
  const errors = validateSync(plainToInstance(eventClass, payload), { whitelist: true, forbidNonWhitelisted: true });
  const faults = validationFaults(errors);
  if (faults.length > 0) return faults;
  // The schema is stricter in places (an instant needs its offset), and it is what publishing will ask.
  return faultsOf(eventOf(eventClass).type, payload).map((fault) => {
    const space = fault.indexOf(' ');
    const pointer = fault.slice(0, space);
    return { pointer: pointer === '/' ? '' : pointer, message: fault.slice(space + 1) };
  });
}

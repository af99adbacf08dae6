import { v5 as uuidv5 } from 'uuid';

/** Namespace of the ids of touches. */
const TOUCHES = '0f6c5d53-5b0e-4a39-9c0b-7c1c3a7c2f4e';

/** The id of a touch that is made of these parts, in this order. */
export function touchId(parts: readonly (string | readonly string[] | undefined)[]): string {
  return uuidv5(JSON.stringify(parts.map((part) => part ?? null)), TOUCHES);
}

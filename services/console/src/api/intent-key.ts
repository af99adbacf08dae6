/**
 * The key of one intent, made when its dialog opens: sent twice, it is done once. `crypto.randomUUID` is not there where the console is
 * opened over plain HTTP, on a phone in the shop’s own network.
 */
export function newIntentKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

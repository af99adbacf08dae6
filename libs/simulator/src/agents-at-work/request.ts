import { readFileSync } from 'node:fs';

/** What people ask of one persona. */
export interface PersonaRequest {
  readonly persona: string;
  readonly capability: string;
  /** Words of whoever asks; routing knows the persona by them. */
  readonly texts: readonly string[];
  /** How they came, where routing knows the persona by that. */
  readonly channel?: string;
  /** The tag by which routing knows it, where no rule is delivered that speaks for the persona: then one is made. */
  readonly tag?: string;
}

let loaded: readonly PersonaRequest[] | undefined;

/** One for each persona that takes over from a legacy agent, in the order of target agents and personas. */
export function personaRequests(): readonly PersonaRequest[] {
  loaded ??= JSON.parse(readFileSync(new URL('./requests.json', import.meta.url), 'utf8')) as PersonaRequest[];
  return loaded;
}

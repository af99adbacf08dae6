import type { JsonObject } from '../../json.js';
import { BadInput } from '../engine/playbook.js';
import { count, maybeNumber, maybeText, text } from '../engine/reading.js';

/** A business that is written to, and how long its answers are waited for. */
export interface Prospect {
  readonly company: string;
  readonly contact: string;
  readonly purpose: string;
  readonly terms: string | null;
  readonly followUpDays: number;
  readonly giveUpDays: number;
  readonly paymentTermDays: number | null;
}

export function readProspect(input: JsonObject): Prospect {
  const days = (field: string, otherwise: number): number => count({ [field]: otherwise, ...input }, field);
  const company = text(input, 'company');
  const [followUpDays, giveUpDays] = [days('followUpDays', 7), days('giveUpDays', 21)];
  if (followUpDays >= giveUpDays) throw new BadInput('followUpDays must be fewer than giveUpDays');
  return {
    ...{ company, contact: maybeText(input, 'contact') ?? company, purpose: text(input, 'purpose') },
    ...{ terms: maybeText(input, 'terms') ?? null, followUpDays, giveUpDays },
    paymentTermDays: maybeNumber(input, 'paymentTermDays') ?? null,
  };
}

import { z } from 'zod';

/** Fields that several tools take; all of them have bounds. */
const KEY_MAX = 100;

/** Chosen by whoever calls: the same key is the same question, however often it is asked. */
export const key = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters')
  .max(KEY_MAX)
  .describe(
    'Chosen by you: the same key is the same question, however often you ask it. Another question needs another key.',
  );

export const instant = z.iso.datetime({ offset: true });

export const oneLine = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, 'must be one line');

/** Minor units, above zero. */
export const amount = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be a whole number of minor units above zero, as text')
  .describe('Minor units as text: 4500 is 45.00');

/** An object whose fields only the caller knows. Its size is bounded by whoever takes it. */
export const anything = z.record(z.string().max(200), z.unknown());

/** Keys of one agent can't meet those of another, nor those of other callers. */
export const namespaced = (agentId: string, own: string): string => `mcp/${agentId}/${own}`;

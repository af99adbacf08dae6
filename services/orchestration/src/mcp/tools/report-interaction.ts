import { INTERACTION_KINDS } from '@vividwalls/events';
import { z } from 'zod';
import { defineTool, theAgent } from '../tool.js';
import { instant, key, namespaced } from './fields.js';
import { handIn } from './hand-in-report.js';

const id = z.string().min(1).max(255);

export const reportInteraction = defineTool({
  name: 'report_interaction',
  title: 'Report an interaction',
  description:
    'That you touched a customer: a mail, a chat, an advert. It counts when revenue is credited. Name the customer by as many of ' +
    'the ids as you know, and by no address: an e-mail address only as its hash.',
  scope: 'mcp:report',
  callers: 'agents',
  effect: 'does_once_per_key',
  input: z.strictObject({
    key,
    channel: z.string().min(1).max(64).describe('email, chat, instagram, …'),
    kind: z.enum(INTERACTION_KINDS).describe('How close you were'),
    personaId: id.optional(),
    customerId: id.optional(),
    emailHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('SHA-256 (hex) of the trimmed, lower-cased address'),
    ...{ checkoutToken: id.optional(), cartToken: id.optional(), sessionId: id.optional(), campaign: id.optional() },
    occurredAt: instant.optional().describe('Now when left out'),
    summary: z.string().max(1_000).optional().describe('Addresses and phone numbers are taken out'),
    test: z.boolean().optional().describe('True for a trial: it never counts'),
  }),
  output: z.object({ eventId: z.string() }),
  async run({ key: own, occurredAt, test, ...data }, call) {
    const agentId = theAgent(call).id;
    const report = { type: 'interaction.recorded', id: namespaced(agentId, own), occurredAt, test } as const;
    const eventId = await handIn({ ...report, data: { ...data, agentId } }, call);
    return { result: { eventId }, text: `Taken, as the event ${eventId}.` };
  },
});

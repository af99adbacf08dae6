import { defineComputation } from '../engine/playbook.js';
import { maybeText, text } from '../engine/reading.js';
import { triaged } from './triage.js';

/** What is written to a customer, and what it promises. A person reads it before it goes out. */
const TEMPLATES: Readonly<Record<string, { readonly body: string; readonly promises: readonly string[] }>> = {
  damage: {
    body:
      'I am sorry that your print arrived damaged. Please send a picture of the print and of the parcel within seven days ' +
      'of its arrival; we look at it within 24 business hours and make it good.',
    promises: ['an answer within 24 business hours of the picture'],
  },
  return: {
    body:
      'You can return a print in its original condition within 30 days. Please tell us the number of your order, and we ' +
      'send you what you need for it.',
    promises: ['return within 30 days in original condition'],
  },
  payment: { body: 'Thank you for writing about your payment. We look into it and come back to you.', promises: [] },
  delivery: {
    body: 'Thank you for asking after your parcel. We ask the carrier and tell you what we hear.',
    promises: ['news of the carrier'],
  },
  order: { body: 'Thank you for writing about your order. We look at it before it goes to print.', promises: [] },
  product: {
    body: 'Thank you for your interest in our prints. We are glad to tell you more about them.',
    promises: [],
  },
  other: { body: 'Thank you for your message. Somebody of the shop reads it and answers you.', promises: [] },
};

export const supportReply = defineComputation({
  name: 'support.reply',
  read: (input) => ({
    text: text(input, 'text'),
    topic: maybeText(input, 'topic'),
    orderId: maybeText(input, 'orderId'),
    answer: maybeText(input, 'answer'),
  }),
  compute: ({ input, settings, persona }) => {
    // Words that were decided already are not written anew: people said yes to exactly those.
    if (input.answer !== undefined) return { text: input.answer, promises: [] };
    const topic = input.topic ?? triaged(input.text).topic;
    const { body, promises } = TEMPLATES[topic] ?? TEMPLATES.other!;
    const greeting = textSetting(persona?.settings?.greeting) ?? textSetting(settings.greeting) ?? 'Hello,';
    const closing = textSetting(persona?.settings?.closing) ?? textSetting(settings.closing) ?? 'VividWalls';
    const about = input.orderId ? `\n\nYour order: ${input.orderId}.` : '';
    return { text: `${greeting}\n\n${body}${about}\n\n${closing}`, promises };
  },
  variants: { legacy: { greeting: 'Dear customer,', closing: 'Best regards,\nThe VividWalls team' } },
});

function textSetting(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

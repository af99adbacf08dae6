import { defineComputation } from '../engine/playbook.js';
import { text } from '../engine/reading.js';
import { found, words } from '../wording/words.js';

export const TOPICS = ['damage', 'return', 'payment', 'delivery', 'order', 'product'] as const;
export type Topic = (typeof TOPICS)[number] | 'complaint' | 'other';

/** In the order in which they win when a text has as many signs of two. */
const SIGNS: Readonly<Record<(typeof TOPICS)[number], readonly string[]>> = {
  damage: ['damaged', 'broken', 'torn', 'scratched', 'dented', 'cracked', 'ripped', 'crushed', 'bent', 'stain'],
  return: ['return', 'refund', 'exchange', 'back', 'returning', 'refunded'],
  payment: ['charged', 'payment', 'invoice', 'card', 'paid', 'billing', 'discount', 'code', 'receipt', 'tax'],
  delivery: [
    'delivery',
    'shipping',
    'shipped',
    'tracking',
    'arrive',
    'arrived',
    'late',
    'courier',
    'package',
    'parcel',
  ],
  order: ['order', 'cancel', 'change', 'address', 'ordered', 'confirmation', 'quantity'],
  product: ['size', 'frame', 'framed', 'canvas', 'paper', 'colour', 'color', 'print', 'artwork', 'edition', 'material'],
};

const ANGER = [
  ...['unacceptable', 'terrible', 'awful', 'disappointed', 'angry', 'worst', 'never', 'complaint', 'ridiculous'],
  ...['furious', 'scam', 'lawyer', 'chargeback', 'horrible', 'disgusted'],
];
const URGENT = ['urgent', 'immediately', 'asap', 'today', 'tomorrow', 'chargeback', 'lawyer', 'event', 'wedding'];

/** What a customer writes about, how soon it must be answered, and whether it is a complaint. */
export function triaged(message: string, settings: { readonly complaintFrom?: number } = {}) {
  const said = words(message);
  const ranked = TOPICS.map((topic) => ({ topic, signs: found(said, SIGNS[topic]).length }));
  const best = ranked.reduce((a, b) => (b.signs > a.signs ? b : a));
  const anger = found(said, ANGER).length;
  const isComplaint = anger >= (settings.complaintFrom ?? 1);
  const topic: Topic = best.signs > 0 ? best.topic : isComplaint ? 'complaint' : 'other';
  const isUrgent = found(said, URGENT).length > 0 || isComplaint || topic === 'damage';
  const priority = isUrgent ? 'high' : topic === 'product' || topic === 'other' ? 'low' : 'medium';
  return { topic, priority, isComplaint };
}

export const supportTriage = defineComputation<string>({
  name: 'support.triage',
  read: (input) => text(input, 'text'),
  compute: ({ input, settings }) =>
    triaged(input, typeof settings.complaintFrom === 'number' ? { complaintFrom: settings.complaintFrom } : {}),
  // The agent before took two angry words for a complaint.
  variants: { legacy: { complaintFrom: 2 } },
});

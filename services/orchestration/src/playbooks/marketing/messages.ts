import { defineComputation } from '../engine/playbook.js';
import { maybeMinor, maybeText, maybeTime, text } from '../engine/reading.js';
import { byFrequency, fitted, meaningful } from '../wording/words.js';

/** Characters that a post of the platform may have. */
const LONGEST: Readonly<Record<string, number>> = {
  ...{
    twitter: 280,
    tiktok: 2_200,
    instagram: 2_200,
    pinterest: 500,
    linkedin: 3_000,
    facebook: 5_000,
    youtube: 5_000,
  },
};
const MOST_TAGS: Readonly<Record<string, number>> = { twitter: 2, linkedin: 3, pinterest: 5 };

/** A post out of the artwork and the topic, within what the platform takes. It is not published by this. */
export const socialPost = defineComputation({
  name: 'social.post',
  read: (input) => ({
    platform: text(input, 'platform'),
    artwork: maybeText(input, 'artwork'),
    topic: maybeText(input, 'topic'),
  }),
  compute: ({ input: { platform, artwork, topic }, settings }) => {
    const said = [artwork && `“${artwork}”`, topic].filter(Boolean).join(': ') || 'Art for your walls';
    const closing = typeof settings.closing === 'string' ? settings.closing : 'Printed to order on canvas.';
    const terms = byFrequency(meaningful(`${artwork ?? ''} ${topic ?? ''}`)).map(({ term }) => term);
    const tags = ['wallart', ...terms].slice(0, MOST_TAGS[platform] ?? 8);
    return { text: fitted(`${said}. ${closing}`, LONGEST[platform] ?? 280), tags };
  },
  variants: { legacy: { closing: 'Shop now at vividwalls.co!' } },
});

export const emailCampaign = defineComputation({
  name: 'email.campaign',
  read: (input) => ({ segment: text(input, 'segment'), topic: text(input, 'topic'), offer: maybeText(input, 'offer') }),
  compute: ({ input: { topic, offer, segment } }) => ({
    subject: fitted(topic, 60),
    text: [
      `Hello,`,
      `${topic}.`,
      ...(offer ? [`For you: ${offer}.`] : []),
      `You hear from us as one of our ${segment} customers.`,
      'VividWalls',
    ].join('\n\n'),
  }),
});

/** One message of the network, with the words that let its reader end it. */
const SMS_MAX = 160;
const STOP = ' Reply STOP to end.';

export const smsCampaign = defineComputation({
  name: 'sms.campaign',
  read: (input) => text(input, 'topic'),
  compute: ({ input }) => ({ text: `${fitted(`VividWalls: ${input}.`, SMS_MAX - STOP.length)}${STOP}` }),
});

const CHANNELS = ['email', 'instagram', 'pinterest', 'search'] as const;

/** One step per channel, spread over the time there is; the money split evenly, to the cent. */
export const campaignPlan = defineComputation({
  name: 'campaign.plan',
  read: (input) => ({
    goal: text(input, 'goal'),
    segment: maybeText(input, 'segment'),
    budgetMinor: maybeMinor(input, 'budgetMinor'),
    from: maybeTime(input, 'fromDay'),
    to: maybeTime(input, 'toDay'),
  }),
  compute: ({ input: { goal, segment, budgetMinor, from, to }, settings }) => {
    const channels = settings.paidOnly === true ? CHANNELS.slice(1) : CHANNELS;
    const days = from && to ? Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000)) : 0;
    const share = budgetMinor === undefined ? undefined : budgetMinor / BigInt(channels.length);
    return {
      summary: `${goal}${segment ? `, for ${segment}` : ''}`,
      steps: channels.map((channel, i) => ({
        channel,
        what: `${channel}: ${goal}`,
        ...(from && { day: dayOf(from, Math.floor((days * i) / channels.length)) }),
        ...(share !== undefined && {
          costMinor: String(i === 0 ? share + (budgetMinor! - share * BigInt(channels.length)) : share),
        }),
      })),
    };
  },
  variants: { legacy: { paidOnly: true } },
});

function dayOf(from: Date, days: number): string {
  return new Date(from.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

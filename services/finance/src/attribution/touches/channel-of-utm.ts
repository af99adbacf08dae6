import type { Utm } from '@vividwalls/events';

/** Media that are channels themselves, whoever sends by them; of every other medium the source is the channel. */
const CHANNEL_MEDIA: Readonly<Record<string, string>> = {
  email: 'email',
  'e-mail': 'email',
  newsletter: 'email',
  sms: 'sms',
};

/** Short names that advertising tools write, as the names that agents report under. */
const SOURCES: Readonly<Record<string, string>> = {
  fb: 'facebook',
  ig: 'instagram',
  yt: 'youtube',
  tw: 'twitter',
  li: 'linkedin',
};

/** Longest name of a channel. */
const LONGEST_CHANNEL = 64;

/** The channel of a visit that no source claims: the medium where that is one, else the source, else the medium, else `utm`. */
export function channelOfUtm({ source = '', medium = '' }: Utm): string {
  const [from, by] = [source, medium].map((text) => text.trim().toLowerCase().slice(0, LONGEST_CHANNEL)) as [
    string,
    string,
  ];
  return CHANNEL_MEDIA[by] ?? SOURCES[from] ?? (from || by || 'utm');
}

import type { Provider } from '@nestjs/common';
import { DeadLetterJobEnded, DeadLetterJobStarted, LetterDiscarded, LetterRedriven } from '@vividwalls/events';
import { LetterDesk, MESSAGING_SETTINGS, Outbox, type MessagingSettings } from '@vividwalls/messaging';
import { mendingFaults } from './mending-faults.js';

/** They chain messages as they came: a mended one would be a forged entry. */
const RECORDERS = ['audit'];

/** The desk of this system's dead letters. */
export const deadLetterDesk: Provider<LetterDesk> = {
  provide: LetterDesk,
  inject: [MESSAGING_SETTINGS, Outbox],
  useFactory: ({ namespace, now }: MessagingSettings, outbox: Outbox) =>
    new LetterDesk({
      ...{ namespace, now, outbox },
      events: {
        redriven: LetterRedriven,
        discarded: LetterDiscarded,
        jobStarted: DeadLetterJobStarted,
        jobEnded: DeadLetterJobEnded,
      },
      faultsOf: mendingFaults,
      verbatim: RECORDERS,
    }),
};

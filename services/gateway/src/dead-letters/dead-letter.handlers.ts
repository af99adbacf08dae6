import { Inject, Injectable } from '@nestjs/common';
import { EventDeadLettered, LetterDiscarded, LetterHandled, LetterRedriven } from '@vividwalls/events';
import {
  applyLetterEvents,
  HandlesBatch,
  MESSAGING_SETTINGS,
  ReadModel,
  type EventEnvelope,
  type MessagingSettings,
} from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';

/** What an event of a letter may hold. */
type LetterEvent = EventDeadLettered | LetterRedriven | LetterDiscarded | LetterHandled;

/** Keeps the dead letters that the desk shows, from the stream that holds them. */
@Injectable()
@ReadModel({ name: 'dead-letters', tables: ['dead_letters'] })
export class DeadLetterHandlers {
  constructor(@Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings) {}

  @HandlesBatch([EventDeadLettered, LetterRedriven, LetterDiscarded, LetterHandled])
  keep(tx: EntityManager, events: readonly EventEnvelope<LetterEvent>[]): Promise<void> {
    return applyLetterEvents(tx, this.settings.namespace, events);
  }
}

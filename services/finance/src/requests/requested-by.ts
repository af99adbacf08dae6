import type { AuthenticatedRequest } from '@vividwalls/platform';
import { v7 as uuidv7 } from 'uuid';
import type { BookedBecause } from '../journal/journal.js';

/** A request as the cause of what is booked because of it: it has an id of its own, and whoever sent it acted. */
export function requestedBy(request: AuthenticatedRequest): BookedBecause {
  const id = uuidv7();
  return { eventId: id, correlationId: id, actor: request.principal!.actor };
}

import { InventoryLevelChanged } from '@vividwalls/events';
import type { ExactObject } from './exact-json.js';
import { instantIn, requiredId, wholeOf } from './fields.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';

/** `inventory_levels/update`. A level is one item at one location, and so is its subject. */
export function translateInventoryLevel(
  body: ExactObject,
  context: TranslationContext,
): FactDraft<InventoryLevelChanged> {
  const inventoryItemId = requiredId(body, 'inventory_item_id', '');
  const locationId = requiredId(body, 'location_id', '');
  const updatedAt = instantIn(body, 'updated_at') ?? context.sentAt;
  return {
    eventClass: InventoryLevelChanged,
    subject: `${inventoryItemId}@${locationId}`,
    occurredAt: updatedAt,
    updatedAt,
    data: { inventoryItemId, locationId, available: wholeOf(body, 'available'), updatedAt },
  };
}

import type { ModelName } from '@vividwalls/attribution';

/** What the service is set to do with orders that it has not attributed before; a provider, made from its configuration. */
export class AttributionRules {
  constructor(
    /** The model of the books of record. */
    readonly model: ModelName,
    /** How long before an order a touch may have been. */
    readonly lookbackDays: number,
    /** How long late touches still change an order. */
    readonly openDays: number,
  ) {}
}

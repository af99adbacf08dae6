import type {} from '@vividwalls/messaging';

declare module '@vividwalls/messaging' {
  interface EnvelopeExtensions {
    /** True for events of a test or owner order; they never count. */
    readonly test: boolean;
    /** The store's domain; empty where an event belongs to no store. */
    readonly shop: string;
    /**
     * When the delivery that all this follows from was received, ISO 8601; absent where none was. Whoever shows its effect
     * knows by it how late it is.
     */
    readonly receivedat?: string | undefined;
  }
}

/** The extension attributes of an event that has neither a cause to take them from nor its own. */
export const ENVELOPE_EXTENSIONS: {
  readonly test: boolean;
  readonly shop: string;
  readonly receivedat: string | undefined;
} = { test: false, shop: '', receivedat: undefined };

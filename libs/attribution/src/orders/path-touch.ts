import type { TouchKind } from '../models/kind.js';

/** One touchpoint before an order, as a model sees it. */
export interface PathTouch {
  /** Whom the credit is for: an agent, a persona, a channel. The models compare it and nothing more. */
  readonly player: string;
  /** ms since 1970 */
  readonly occurredAtMs: number;
  readonly kind: TouchKind;
}

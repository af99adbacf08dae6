import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { EffectKind, EffectQuestion } from './asked-approval.js';

export type Reader = Pick<EntityManager | DataSource, 'query'>;

/** Leave that was used for an effect, in whose transaction it now happens. */
export interface Leave {
  /** Of what it was given for; what is about to be done must have the same. */
  readonly digest: string;
  /** Who gave it: people, or `policy`. */
  readonly by: readonly string[];
  readonly reason: string;
}

/** Why an effect will not happen. */
export interface Ending {
  readonly reason: string;
  /** Who ended it: who decided last, or `system`. */
  readonly by: string;
}

/** How an effect stands: what would be asked for it, and what keeps it from happening now; or that it waits for nothing. */
export type Standing = { readonly question: EffectQuestion; readonly obstacle?: string | undefined } | undefined;

/** An effect that only takes place with leave of governance. Everything of it goes through here. */
export interface GuardedEffect {
  readonly kind: EffectKind;
  /** Undefined when it does not wait any more. */
  standing(reader: Reader, effectId: string): Promise<Standing>;
  /** Locks what has to be locked before the approval: the effect's own rows. */
  lock(tx: EntityManager, effectId: string): Promise<void>;
  /**
   * Does it, in the transaction that marks its leave used here too.
   * @returns why it can't be done; then the transaction is undone
   */
  carryOut(tx: EntityManager, effectId: string, leave: Leave): Promise<string | undefined>;
  /** Ends it undone, where it still waits. */
  giveUp(tx: EntityManager, effectId: string, ending: Ending): Promise<void>;
}

/** The effects that there are; each enters itself. */
@Injectable()
export class GuardedEffects {
  private readonly effects = new Map<EffectKind, GuardedEffect>();

  add(effect: GuardedEffect): void {
    this.effects.set(effect.kind, effect);
  }

  of(kind: EffectKind): GuardedEffect {
    const effect = this.effects.get(kind);
    if (!effect) throw new Error(`no effect is known as ${kind}`);
    return effect;
  }
}

/** Why leave for one thing is none for what is about to be done. */
export const CHANGED = 'what would be done has changed since it was asked';

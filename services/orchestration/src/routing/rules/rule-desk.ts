import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { once, Problem, type Clock, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { noRule, refuseRule, type RuleBodyFault } from './rule-faults.js';
import { ruleSet } from './rule-told.js';
import type { StoredRule, VersionedRules } from './versioned-rules.js';

/** What of a rule people write. */
export interface RuleDraft<B> {
  readonly name: string;
  readonly when: string;
  readonly body: B;
  readonly source: string;
}

export interface RuleChanging {
  readonly actor: string;
  readonly keyed?: KeyedRequest | undefined;
}

/**
 * Rules of one kind from draft to retired. A rule is changed by a new version, which is a draft: what was live goes on deciding
 * until the new version goes live in its place.
 */
export abstract class RuleDesk<B extends object> {
  constructor(
    readonly rules: VersionedRules<B>,
    protected readonly unitOfWork: Pick<UnitOfWork, 'run'>,
    protected readonly outbox: Pick<Outbox, 'append'>,
    protected readonly clock: Clock,
  ) {}

  /** Everything that is wrong with a draft. */
  protected abstract faultsOf(tx: EntityManager, draft: RuleDraft<B>): Promise<RuleBodyFault[]>;

  /** @throws Problem when this version may not go live yet */
  protected abstract assertMayGoLive(tx: EntityManager, rule: StoredRule<B>): Promise<void>;

  /** @throws Problem 409 when there is a rule of this id, 422 with every fault */
  create(id: string, draft: RuleDraft<B>, by: RuleChanging): Promise<StoredRule<B>> {
    return this.keyed(id, by, async (tx) => {
      refuseRule(await this.faultsOf(tx, draft));
      const rule: StoredRule<B> = {
        ...{ id, ...draft, state: 'draft', version: 1, liveVersion: null, change: 'made' },
        ...{ updatedAt: this.clock.now(), updatedBy: by.actor },
      };
      const [made] = await this.rules.insert(tx, [rule]);
      if (made === undefined) throw new Problem(409, 'Id in use', `There is a rule ${id} already; change that one.`);
      await this.tell(tx, rule, 'made');
    });
  }

  /** A new version, a draft. @throws Problem 404, 409 when it was changed meanwhile, 422 with every fault */
  change(
    id: string,
    expectedVersion: number,
    draft: RuleDraft<B> & { readonly change: string },
    by: RuleChanging,
  ): Promise<StoredRule<B>> {
    return this.keyed(id, by, async (tx) => {
      const before = await this.locked(tx, id);
      if (before.version !== expectedVersion) {
        throw new Problem(409, 'Changed meanwhile', `${id} is at version ${before.version}; look at it again.`);
      }
      refuseRule(await this.faultsOf(tx, draft));
      const { name, when, body, source, change } = draft;
      const rule: StoredRule<B> = {
        ...before,
        ...{ name, when, body, source, change, state: 'draft', version: before.version + 1 },
        ...{ updatedAt: this.clock.now(), updatedBy: by.actor },
      };
      await this.rules.addVersion(tx, rule);
      await this.tell(tx, rule, change);
    });
  }

  /** The newest version decides from the next batch of work on. @throws Problem 404, 409, 422 when it no longer is sound */
  goLive(id: string, by: RuleChanging): Promise<StoredRule<B>> {
    return this.keyed(id, by, async (tx) => {
      const before = await this.locked(tx, id);
      if (before.state === 'live') return;
      refuseRule(await this.faultsOf(tx, before));
      await this.assertMayGoLive(tx, before);
      await this.move(tx, { ...before, state: 'live', liveVersion: before.version }, 'went live', by.actor);
    });
  }

  /** It decides nothing any more. @throws Problem 404 */
  retire(id: string, by: RuleChanging): Promise<StoredRule<B>> {
    return this.keyed(id, by, async (tx) => {
      const before = await this.locked(tx, id);
      if (before.state !== 'retired') {
        await this.move(tx, { ...before, state: 'retired', liveVersion: null }, 'retired', by.actor);
      }
    });
  }

  /** Enters what is delivered with the product and not there yet; it is live at once. */
  async seed(rules: readonly (RuleDraft<B> & { readonly id: string })[]): Promise<number> {
    const at = this.clock.now();
    const seeded = rules.map((rule): StoredRule<B> => ({
      ...rule,
      ...{ state: 'live', version: 1, liveVersion: 1, change: 'delivered', updatedAt: at, updatedBy: 'system' },
    }));
    return this.unitOfWork.run(async (tx) => {
      const entered = new Set(await this.rules.insert(tx, seeded));
      const told = seeded.filter(({ id }) => entered.has(id));
      await this.outbox.append(
        tx,
        told.map((rule) => ruleSet(this.rules.kind, rule, 'delivered')),
      );
      return entered.size;
    });
  }

  private async keyed(
    id: string,
    { keyed }: RuleChanging,
    work: (tx: EntityManager) => Promise<void>,
  ): Promise<StoredRule<B>> {
    return this.unitOfWork.run(async (tx) => {
      await once(tx, keyed, this.clock.now(), async () => {
        await work(tx);
        return { id };
      });
      return (await this.rules.find(tx, id))!;
    });
  }

  private async locked(tx: EntityManager, id: string): Promise<StoredRule<B>> {
    const rule = await this.rules.find(tx, id, 'update');
    if (!rule) throw noRule(id);
    return rule;
  }

  private async move(tx: EntityManager, rule: StoredRule<B>, change: string, actor: string): Promise<void> {
    const moved = { ...rule, updatedAt: this.clock.now(), updatedBy: actor };
    await this.rules.setState(tx, moved);
    await this.tell(tx, moved, change);
  }

  private async tell(tx: EntityManager, rule: StoredRule<B>, change: string): Promise<void> {
    await this.outbox.append(tx, [ruleSet(this.rules.kind, rule, change)]);
  }
}

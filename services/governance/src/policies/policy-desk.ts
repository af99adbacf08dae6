import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ActName } from '@vividwalls/contracts';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { assertPerson } from '../people/assert-person.js';
import { FourEyes, ONE_PERSON } from './four-eyes.js';
import { LivePolicies } from './live-policies.js';
import type { PolicyText, StoredPolicy } from './policy.js';
import { faultsOfPolicy, noPolicy, refusePolicy } from './policy-faults.js';
import { addPolicyVersion, findPolicy, insertPolicies, setPolicyState } from './policy-rows.js';
import { policySet } from './policy-told.js';
import { seededPolicies } from './seeds/seeds.js';

export interface Changing {
  readonly actor: string;
  readonly keyed?: KeyedRequest | undefined;
}

/** Policies of one act that may be live together: each is asked of each such act. */
export const LIVE_PER_ACT_MAX = 200;

const PEOPLE_DECIDE = 'policies are put live and retired by people';

/**
 * Policies from draft to retired. A policy is changed by a new version, which is a draft: what was live goes on deciding until the
 * new version goes live in its place. What waits already keeps the terms it was asked under.
 */
@Injectable()
export class PolicyDesk implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly live: LivePolicies,
    private readonly fourEyes: FourEyes,
  ) {}

  /** Enters what is delivered with the product and not there yet; it is live at once. */
  async onModuleInit(): Promise<void> {
    const at = this.clock.now();
    const seeded = seededPolicies().map((policy): StoredPolicy => ({
      ...policy,
      ...{ state: 'live', version: 1, liveVersion: 1, change: 'delivered', updatedAt: at, updatedBy: 'system' },
    }));
    await this.unitOfWork.run(async (tx) => {
      const entered = new Set(await insertPolicies(tx, seeded));
      const told = seeded.filter(({ id }) => entered.has(id)).map((policy) => policySet(policy, 'delivered'));
      await this.outbox.append(tx, told);
    });
  }

  /** @throws Problem 409 when there is a policy of this id, 422 with every fault */
  create(id: string, act: ActName, text: PolicyText, by: Changing): Promise<StoredPolicy> {
    return this.keyed(id, by, async (tx) => {
      refusePolicy(faultsOfPolicy(act, text, this.fourEyes.leastVotes));
      const policy: StoredPolicy = {
        ...{ ...text, id, act, state: 'draft', version: 1, liveVersion: null, change: 'made' },
        ...{ updatedAt: this.clock.now(), updatedBy: by.actor },
      };
      const [made] = await insertPolicies(tx, [policy]);
      if (made === undefined) throw new Problem(409, 'Id in use', `There is a policy ${id} already; change that one.`);
      await this.tell(tx, policy, 'made');
    });
  }

  /** A new version, a draft. @throws Problem 404, 409 when it was changed meanwhile, 422 with every fault */
  change(id: string, expectedVersion: number, text: PolicyText, change: string, by: Changing): Promise<StoredPolicy> {
    return this.keyed(id, by, async (tx) => {
      const before = await this.locked(tx, id);
      if (before.version !== expectedVersion) {
        throw new Problem(409, 'Changed meanwhile', `${id} is at version ${before.version}; look at it again.`);
      }
      refusePolicy(faultsOfPolicy(before.act, text, this.fourEyes.leastVotes));
      const policy: StoredPolicy = {
        ...{ ...before, ...text, change, state: 'draft', version: before.version + 1 },
        ...{ updatedAt: this.clock.now(), updatedBy: by.actor },
      };
      await addPolicyVersion(tx, policy);
      await this.tell(tx, policy, change);
    });
  }

  /** The newest version decides from the next question on. @throws Problem 403 for no person, 404, 409, 422 */
  goLive(id: string, by: Changing): Promise<StoredPolicy> {
    assertPerson(by.actor, PEOPLE_DECIDE);
    return this.keyed(id, by, async (tx) => {
      const before = await this.locked(tx, id);
      if (before.state === 'live') return;
      // Votes were right when it was written; what the act needs holds anyway.
      refusePolicy(faultsOfPolicy(before.act, before, ONE_PERSON));
      const others = (await this.live.current(tx)).of(before.act).filter(({ policy }) => policy.id !== id);
      if (others.length >= LIVE_PER_ACT_MAX) {
        throw new Problem(409, 'Too many policies', `${LIVE_PER_ACT_MAX} are live for ${before.act} already.`);
      }
      await this.move(tx, { ...before, state: 'live', liveVersion: before.version }, 'went live', by.actor);
    });
  }

  /** It decides nothing any more. @throws Problem 403 for no person, 404 */
  retire(id: string, by: Changing): Promise<StoredPolicy> {
    assertPerson(by.actor, PEOPLE_DECIDE);
    return this.keyed(id, by, async (tx) => {
      const before = await this.locked(tx, id);
      if (before.state !== 'retired') {
        await this.move(tx, { ...before, state: 'retired', liveVersion: null }, 'retired', by.actor);
      }
    });
  }

  private keyed(id: string, { keyed }: Changing, work: (tx: EntityManager) => Promise<void>): Promise<StoredPolicy> {
    return this.unitOfWork.run(async (tx) => {
      await once(tx, keyed, this.clock.now(), async () => {
        await work(tx);
        return { id };
      });
      return (await findPolicy(tx, id))!;
    });
  }

  private async locked(tx: EntityManager, id: string): Promise<StoredPolicy> {
    const policy = await findPolicy(tx, id, 'update');
    if (!policy) throw noPolicy(id);
    return policy;
  }

  private async move(tx: EntityManager, policy: StoredPolicy, change: string, actor: string): Promise<void> {
    const moved = { ...policy, updatedAt: this.clock.now(), updatedBy: actor };
    await setPolicyState(tx, moved);
    await this.tell(tx, moved, change);
  }

  private async tell(tx: EntityManager, policy: StoredPolicy, change: string): Promise<void> {
    await this.outbox.append(tx, [policySet(policy, change)]);
  }
}

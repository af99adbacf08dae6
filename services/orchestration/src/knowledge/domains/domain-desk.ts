import { Inject, Injectable } from '@nestjs/common';
import { KnowledgeDomainSet } from '@vividwalls/events';
import { Outbox, UnitOfWork, type NewEvent } from '@vividwalls/messaging';
import { Clock, once, type KeyedRequest } from '@vividwalls/platform';
import { assertExpected } from '../../registry/registry-problems.js';
import { assertPersonKeeps } from '../knowledge-problems.js';
import { bumpKnowledge, lockKnowledge } from '../knowledge-state.js';
import type { Domain } from '../article.js';
import { findDomain, insertDomains, updateDomain } from './domain-rows.js';

export type DomainText = Pick<Domain, 'title' | 'owner' | 'readers' | 'reviewEveryDays'>;

/** Domains: what an article is about, who keeps it, and who may read it. */
@Injectable()
export class DomainDesk {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: Pick<UnitOfWork, 'run'>,
    @Inject(Outbox) private readonly outbox: Pick<Outbox, 'append'>,
    private readonly clock: Clock,
  ) {}

  /** Makes a domain or changes all of it. @throws Problem 403 for agents, 409 when it was changed meanwhile */
  put(
    id: string,
    text: DomainText & { readonly expectedVersion?: number | undefined },
    by: { readonly actor: string; readonly keyed?: KeyedRequest | undefined },
  ): Promise<Domain> {
    assertPersonKeeps(by.actor, 'who may read what is decided by people');
    const { title, owner, readers, reviewEveryDays, expectedVersion } = text;
    return this.unitOfWork.run(async (tx) => {
      await once(tx, by.keyed, this.clock.now(), async () => {
        await lockKnowledge(tx);
        const before = await findDomain(tx, id, true);
        assertExpected(`The domain ${id}`, before?.version, expectedVersion);
        const version = (before?.version ?? 0) + 1;
        const domain: Domain = {
          ...{ id, title, owner, readers: [...new Set(readers)], reviewEveryDays, version },
          ...{ changedAt: this.clock.now(), changedBy: by.actor },
        };
        if (before) await updateDomain(tx, domain);
        else await insertDomains(tx, [domain]);
        await this.outbox.append(tx, [domainSet(domain)]);
        await bumpKnowledge(tx);
        return { id };
      });
      return (await findDomain(tx, id))!;
    });
  }
}

export function domainSet(domain: Domain): NewEvent<KnowledgeDomainSet> {
  const { id, title, owner, readers, reviewEveryDays, version, changedBy } = domain;
  const data = { domainId: id, title, owner, readers: [...readers], reviewEveryDays, domainVersion: version };
  return { event: KnowledgeDomainSet, subject: id, data, version, actor: changedBy };
}

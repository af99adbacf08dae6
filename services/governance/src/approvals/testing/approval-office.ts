import type { ApprovalQuestion } from '@vividwalls/contracts';
import { catalogue, ENVELOPE_EXTENSIONS } from '@vividwalls/events';
import { Outbox, type EventEnvelope, type UnitOfWork } from '@vividwalls/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import { GovernanceConfig } from '../../governance.config.js';
import { FourEyes } from '../../policies/four-eyes.js';
import { LivePolicies } from '../../policies/live-policies.js';
import { PolicyDesk } from '../../policies/policy-desk.js';
import { createGovernanceDatabase, type GovernanceDatabase } from '../../testing/governance-database.js';
import { HandClock } from '../../testing/hand-clock.js';
import { ApprovalBook } from '../approval-book.js';
import { ApprovalAsking } from '../asking/approval-asking.js';
import { ApprovalDeciding } from '../deciding/approval-deciding.js';
import { ApprovalUses } from '../deciding/approval-uses.js';
import { ApprovalWithdrawals } from '../deciding/approval-withdrawals.js';
import { ExpirySweeper } from '../expiry/expiry-sweeper.js';
import { ApprovalReading } from '../inbox/approval-reading.js';
import { ResumeAddresses } from '../resume/resume-addresses.js';
import { ResumeSender } from '../resume/resume-sender.js';

export const RESUME_SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ....').toString('base64')}`;

export interface OfficeSettings {
  /** Where workflows may be told. */
  readonly hosts?: readonly string[];
  readonly fourEyes?: 'on' | 'off';
}

export interface Told {
  readonly type: string;
  readonly envelope: EventEnvelope<Record<string, unknown>>;
}

/** Everything of approvals as one process of the service has it, on a real database, without HTTP and broker. */
export class ApprovalOffice {
  readonly clock: HandClock;
  readonly asking: ApprovalAsking;
  readonly deciding: ApprovalDeciding;
  readonly uses: ApprovalUses;
  readonly withdrawals: ApprovalWithdrawals;
  readonly reading: ApprovalReading;
  readonly policies: PolicyDesk;
  readonly book: ApprovalBook;
  readonly warnings: string[] = [];
  private readonly parts: { unitOfWork: UnitOfWork; outbox: Outbox; addresses: ResumeAddresses };
  private questions = 0;

  private constructor(
    private readonly database: GovernanceDatabase,
    { hosts = [], fourEyes = 'on' }: OfficeSettings,
  ) {
    const { dataSource } = database;
    const clock = (this.clock = new HandClock());
    const source = 'vividwalls/governance';
    const outbox = new Outbox({ source, catalogue, extensions: ENVELOPE_EXTENSIONS, now: () => clock.now() });
    // Nothing is relayed here, so that there is nothing to wake.
    const unitOfWork = {
      run: <T>(run: (tx: EntityManager) => Promise<T>) => dataSource.transaction(run),
    } as UnitOfWork;
    const config = Object.assign(new GovernanceConfig(), {
      ...{ GOVERNANCE_RESUME_HOSTS: [...hosts], GOVERNANCE_RESUME_SECRET: RESUME_SECRET },
      GOVERNANCE_FOUR_EYES: fourEyes,
    });
    const [live, addresses] = [new LivePolicies(), new ResumeAddresses(config)];
    const eyes = new FourEyes(config, this.log);
    this.parts = { unitOfWork, outbox, addresses };
    this.book = new ApprovalBook(outbox, clock);
    this.policies = new PolicyDesk(unitOfWork, outbox, clock, live, eyes);
    this.asking = new ApprovalAsking(unitOfWork, outbox, clock, live, addresses, eyes, this.book, dataSource);
    this.deciding = new ApprovalDeciding(unitOfWork, clock, this.book);
    this.uses = new ApprovalUses(unitOfWork, clock, this.book);
    this.withdrawals = new ApprovalWithdrawals(unitOfWork, clock, this.book);
    this.reading = new ApprovalReading(dataSource, clock);
  }

  static async open(name: string, settings: OfficeSettings = {}): Promise<ApprovalOffice> {
    const office = new ApprovalOffice(await createGovernanceDatabase(name), settings);
    await office.policies.onModuleInit();
    return office;
  }

  /** One of any number of replicas. */
  sweeper(): ExpirySweeper {
    return new ExpirySweeper(this.parts.unitOfWork, this.book, this.clock, this.log);
  }

  sender(): ResumeSender {
    const { unitOfWork, outbox, addresses } = this.parts;
    return new ResumeSender(addresses, unitOfWork, outbox, this.clock, this.dataSource, this.log);
  }

  get dataSource(): DataSource {
    return this.database.dataSource;
  }

  /** As the role that owns the tables. */
  get owner(): DataSource {
    return this.database.owner;
  }

  query<T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.dataSource.query<T[]>(sql, values);
  }

  /** A question that a person must decide; a refund unless said otherwise. */
  question(part: Partial<ApprovalQuestion> = {}): ApprovalQuestion {
    const n = (this.questions += 1);
    return {
      ...{ key: `question-${n}`, act: 'order.mark_fulfilled', subject: `order-${n}`, asker: 'agent:orders' },
      ...{ facts: { orderId: `order-${n}` }, does: { fulfil: `order-${n}` }, why: 'It was handed to the carrier' },
      ...part,
    };
  }

  /** Asks it. @returns the approval's id */
  async asked(part: Partial<ApprovalQuestion> = {}): Promise<{ id: string; key: string; digest: string }> {
    const { approvalId, key, digest, verdict, reason } = await this.asking.ask(this.question(part));
    if (verdict !== 'pending') throw new Error(`${verdict}: ${reason}`);
    return { id: approvalId!, key, digest: digest! };
  }

  word(id: string, actor = 'user:owner', reason = 'seen') {
    return { id, actor, reason };
  }

  /** Events about an approval, in the order in which they were appended. */
  async told(id: string): Promise<Told[]> {
    const rows = await this.query<{ payload: string }>(
      `SELECT payload FROM outbox WHERE payload::jsonb ->> 'subject' = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ payload }) => {
      const envelope = JSON.parse(payload) as EventEnvelope<Record<string, unknown>>;
      return { type: envelope.type.replace(/^vw\.governance\.|\.v1$/g, ''), envelope };
    });
  }

  async types(id: string): Promise<string[]> {
    return (await this.told(id)).map(({ type, envelope }) =>
      type === 'approval.decided' ? `${type} ${String(envelope.data['verdict'])}` : type,
    );
  }

  drop(): Promise<void> {
    return this.database.drop();
  }

  private get log() {
    return {
      warn: (message: string, about?: object) => void this.warnings.push(`${message} ${JSON.stringify(about)}`),
    };
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Leave of governance. The rows that say what leave was wanted and used, the payments of commissions that wait for it, and what
 * makes the database refuse an effect without it, whatever the program does. What waited for a second person of finance's own
 * is asked of governance; what had been decided stays as a record.
 */
export class Leave1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...APPROVALS, ...PAYMENTS, ...CARRIED_OVER, ...GUARDS, ...RIGHTS]) {
      await runner.query(statement);
    }
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('what was decided in governance has no place in the older tables; restore a backup'),
    );
  }
}

const APPROVALS = [
  'ALTER TABLE approvals RENAME TO second_person_decisions',
  'ALTER TABLE second_person_decisions RENAME CONSTRAINT approvals_pkey TO second_person_decisions_pkey',
  'REVOKE INSERT, UPDATE ON second_person_decisions FROM vw_finance',
  'REVOKE UPDATE (verdict, decided_by, decided_at, reason) ON second_person_decisions FROM vw_finance',
  `CREATE TABLE approvals (
     -- The question's key at governance.
     key text COLLATE "C" PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('transfer', 'spend', 'payment')),
     -- Of the transfer, the spend or the payment.
     effect_id uuid NOT NULL,
     requested_by text NOT NULL,
     requested_at timestamptz NOT NULL,
     state text NOT NULL DEFAULT 'to_ask' CHECK (state IN ('to_ask', 'waiting', 'withdrawing', 'used', 'ended')),
     -- Governance's last word.
     verdict text,
     approval_id uuid,
     decided_by text[] NOT NULL DEFAULT '{}',
     reason text NOT NULL DEFAULT 'governance is asked',
     -- SHA-256 of what was done with it.
     digest text CHECK (digest ~ '^[0-9a-f]{64}$'),
     expires_at timestamptz,
     -- When it is looked at next; what somebody has at hand, after their time for it.
     next_at timestamptz NOT NULL,
     attempts integer NOT NULL DEFAULT 0,
     version integer NOT NULL DEFAULT 1,
     ended_at timestamptz,
     UNIQUE (kind, effect_id),
     CHECK (key = kind || ':' || effect_id),
     CHECK ((state IN ('used', 'ended')) = (ended_at IS NOT NULL)),
     CONSTRAINT approvals_used CHECK (state <> 'used'
       OR (digest IS NOT NULL AND verdict = 'used' AND NOT requested_by = ANY (decided_by)))
   ) WITH (fillfactor = 80)`,
  `CREATE INDEX approvals_due ON approvals (next_at) WHERE state IN ('to_ask', 'waiting', 'withdrawing')`,
];

const PAYMENTS = [
  `CREATE TABLE commission_payment_requests (
     -- Also that of the payment it becomes.
     id uuid PRIMARY KEY,
     statement_id uuid NOT NULL REFERENCES commission_statements,
     amount_minor bigint NOT NULL CHECK (amount_minor > 0),
     currency text NOT NULL,
     reference text,
     -- When it was paid, where that was said; else when it is booked.
     paid_at timestamptz,
     requested_by text NOT NULL,
     requested_at timestamptz NOT NULL,
     state text NOT NULL CHECK (state IN ('pending', 'paid', 'rejected')),
     decided_by text,
     decided_at timestamptz,
     decision_reason text,
     CHECK ((state = 'pending') = (decided_at IS NULL))
   ) WITH (fillfactor = 80)`,
  // What is open is asked for once.
  `CREATE UNIQUE INDEX commission_payment_requests_waiting ON commission_payment_requests (statement_id)
     WHERE state = 'pending'`,
  'CREATE INDEX commission_payment_requests_state ON commission_payment_requests (state, id)',
];

const CARRIED_OVER = [
  // Who ended it may be who asked: they withdrew it. Who let it happen may not.
  'ALTER TABLE budget_transfers DROP CONSTRAINT budget_transfers_second_person',
  `ALTER TABLE budget_transfers ADD CONSTRAINT budget_transfers_second_person
     CHECK (state <> 'done' OR decided_by <> requested_by)`,
  `INSERT INTO approvals (key, kind, effect_id, requested_by, requested_at, next_at)
   SELECT 'transfer:' || id, 'transfer', id, requested_by, requested_at, requested_at
   FROM budget_transfers WHERE state = 'pending'`,
  `INSERT INTO approvals (key, kind, effect_id, requested_by, requested_at, next_at)
   SELECT 'spend:' || id, 'spend', id, actor, decided_at, decided_at
   FROM spend_authorisations WHERE state = 'pending'`,
];

const GUARDS = [
  // The mark comes first, in the same transaction; it is only made once, so that nothing is done twice.
  `CREATE FUNCTION refuse_without_leave() RETURNS trigger LANGUAGE plpgsql SET search_path = finance, pg_temp AS $$
   BEGIN
     IF NOT EXISTS (SELECT FROM approvals WHERE key = TG_ARGV[0] || ':' || NEW.id AND state = 'used') THEN
       RAISE EXCEPTION '% % refused: no leave of governance was used for it', TG_ARGV[0], NEW.id
         USING ERRCODE = 'insufficient_privilege';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER refuse_without_leave BEFORE UPDATE ON budget_transfers FOR EACH ROW
     WHEN (NEW.state = 'done' AND OLD.state <> 'done') EXECUTE FUNCTION refuse_without_leave('transfer')`,
  `CREATE TRIGGER refuse_done BEFORE INSERT ON budget_transfers FOR EACH ROW
     WHEN (NEW.state = 'done') EXECUTE FUNCTION refuse_without_leave('transfer')`,
  `CREATE TRIGGER refuse_without_leave BEFORE UPDATE ON spend_authorisations FOR EACH ROW
     WHEN (OLD.state = 'pending' AND NEW.state NOT IN ('pending', 'rejected', 'released'))
     EXECUTE FUNCTION refuse_without_leave('spend')`,
  `CREATE TRIGGER refuse_without_leave BEFORE INSERT ON commission_payments FOR EACH ROW
     EXECUTE FUNCTION refuse_without_leave('payment')`,
  `CREATE FUNCTION guard_ended_approval() RETURNS trigger LANGUAGE plpgsql SET search_path = finance, pg_temp AS $$
   BEGIN
     RAISE EXCEPTION 'approval % has ended: it is % for ever', OLD.key, OLD.state USING ERRCODE = 'check_violation';
   END $$`,
  `CREATE TRIGGER guard_ended_approval BEFORE UPDATE ON approvals FOR EACH ROW
     WHEN (OLD.state IN ('used', 'ended')) EXECUTE FUNCTION guard_ended_approval()`,
];

const RIGHTS = [
  `GRANT SELECT, INSERT (key, kind, effect_id, requested_by, requested_at, next_at), UPDATE (state, verdict, approval_id,
     decided_by, reason, digest, expires_at, next_at, attempts, version, ended_at) ON approvals TO vw_finance`,
  `GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, decision_reason) ON commission_payment_requests
     TO vw_finance`,
];

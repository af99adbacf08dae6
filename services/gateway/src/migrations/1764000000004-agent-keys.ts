import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys that are an agent's: whoever calls with one is that agent. */
export class AgentKeys1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE api_keys ADD COLUMN agent_id text CHECK (agent_id ~ '^[a-z0-9][a-z0-9-]{0,63}$')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Without the column they would be keys of people.
    await runner.query(`UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE agent_id IS NOT NULL`);
    await runner.query('ALTER TABLE api_keys DROP COLUMN agent_id');
  }
}

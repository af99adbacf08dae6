import { HealthChecks } from './health-checks.js';

describe('readiness', () => {
  it('needs every check to pass, and says why one does not', async () => {
    const checks = new HealthChecks();
    expect(await checks.readiness()).toEqual({ ok: true, checks: {} });
    checks.add('database', () => Promise.resolve({ ok: true }));
    checks.add('broker', () => Promise.reject(new Error('connection refused')));
    expect(await checks.readiness()).toEqual({
      ok: false,
      checks: { database: { ok: true }, broker: { ok: false, detail: 'connection refused' } },
    });
  });

  it('does not wait for ever for a dependency that hangs', async () => {
    const checks = new HealthChecks();
    checks.add('hanging', () => new Promise(() => undefined));
    const { ok, checks: results } = await checks.readiness();
    expect(ok).toBe(false);
    expect(results['hanging']!.detail).toMatch(/no answer in/);
  });
});

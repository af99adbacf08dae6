import { vwAgainstGateway } from '../testing/vw-against-gateway.js';

const { gateway, vw, sent } = vwAgainstGateway();
const KEYS = '/api/gateway/keys';
const key = {
  ...{ id: 'k1', name: 'sales-desk', agentId: 'sales-director', scopes: ['mcp:knowledge', 'mcp:tasks'] },
  ...{ createdAt: '2026-11-29T12:00:00.000Z', expiresAt: null, revokedAt: null },
};

it('makes the key of an agent, and shows it once', async () => {
  const { code, out } = await vw('keys new sales-desk --agent sales-director --scope mcp:knowledge --scope mcp:tasks', {
    [`POST ${KEYS}`]: { status: 201, json: { id: 'k1', key: 'vw_secret' } },
  });
  expect(code).toBe(0);
  expect(sent()).toEqual({ name: 'sales-desk', agentId: 'sales-director', scopes: ['mcp:knowledge', 'mcp:tasks'] });
  expect(out.split('\n')[0]).toBe('vw_secret');
  expect(out).toContain('vw keys revoke k1');
});

it('makes a key that is nobody’s, for a while', async () => {
  const made = { [`POST ${KEYS}`]: { status: 201, json: { id: 'k2', key: 'vw_other' } } };
  const { out } = await vw('keys new guest --scope finance:* --expires 2027-01-31T00:00:00Z --json', made);
  expect(sent()).toEqual({ name: 'guest', scopes: ['finance:*'], expiresAt: '2027-01-31T00:00:00Z' });
  expect(JSON.parse(out)).toEqual({ id: 'k2', key: 'vw_other' });
});

it.each(['keys new x', 'keys new x --scope everything', 'keys new x --scope mcp:*:x'])(
  'refuses %s unasked',
  async (line) => {
    expect((await vw(line)).code).toBe(2);
    expect(gateway.seen).toEqual([]);
  },
);

it('lists who calls with each key', async () => {
  const person = { ...key, id: 'k2', name: 'console', agentId: null, revokedAt: '2026-11-30T00:00:00.000Z' };
  const { out } = await vw('keys list', { [`GET ${KEYS}`]: { json: { items: [key, person] } } });
  expect(out).toContain('agent:sales-director');
  expect(out).toMatch(/key:console.*revoked 2026-11-30/);
  expect((await vw('keys list', { [`GET ${KEYS}`]: { json: { items: [] } } })).out).toContain('none');
});

it('revokes one', async () => {
  const { code, out } = await vw('keys revoke k1', { [`DELETE ${KEYS}/k1`]: { status: 204 } });
  expect([code, out]).toEqual([0, 'k1 opens nothing any more.\n']);
  expect((await vw('keys revoke k9')).code).not.toBe(0);
});

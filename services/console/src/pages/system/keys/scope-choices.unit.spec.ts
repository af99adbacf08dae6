import { expiresAt, nameFault, SCOPE_GROUPS, scopeMeaning } from './scope-choices';

describe('scopes', () => {
  it('have the form that keys are made with, each once', () => {
    const all = SCOPE_GROUPS.flatMap(({ choices }) => choices.map(({ scope }) => scope));
    for (const scope of all) expect(scope).toMatch(/^[a-z]+:[a-z]+$/);
    expect(new Set(all).size).toBe(all.length);
  });

  it('are said in words', () => {
    expect(scopeMeaning('gateway:operate')).toBe('Redrive and discard dead letters');
    expect(scopeMeaning('finance:*')).toBe('Everything of finance');
    expect(scopeMeaning('*')).toBe('Everything');
    expect(scopeMeaning('segments:read')).toBeUndefined();
  });
});

describe('a new key', () => {
  it('ends when it was said, or never', () => {
    const now = Date.parse('2026-11-29T10:00:00.000Z');
    expect(expiresAt('30', now)).toBe('2026-12-29T10:00:00.000Z');
    expect(expiresAt('never', now)).toBeUndefined();
  });

  it('has a name that the door takes', () => {
    expect(nameFault('n8n-production.2')).toBeUndefined();
    expect(nameFault('')).toBeUndefined();
    expect(nameFault('my key')).toMatch(/only/);
    expect(nameFault('a'.repeat(65))).toMatch(/64/);
  });
});

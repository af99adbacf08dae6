import { readFileSync, writeFileSync } from 'node:fs';
import { seededRoster } from '../registry/seeding/registry-seed.js';
import { seedJson } from '../seeds/seed-files.js';
import { AGENT_DOCUMENTS } from './agent-documents.js';

// What is made from the seeds of the registry and committed. `npm run docs:agents` writes it anew; otherwise a difference fails.

const IS_WRITING = process.env['VW_WRITE_DOCS'] === '1';
const committed = (name: string) => new URL(`../../../../docs/generated/${name}.md`, import.meta.url);
const consolidated = { roster: seededRoster(), paths: [], plan: seedJson<never>('plan-figures.json') };

describe('what is made from the registry is what is committed', () => {
  it.each([...AGENT_DOCUMENTS])('%s', (name, render) => {
    const text = render(consolidated);
    if (IS_WRITING) writeFileSync(committed(name), text);
    expect(readFileSync(committed(name), 'utf8')).toBe(text);
  });
});

describe('documents', () => {
  const render = (name: string, paths: Parameters<typeof consolidatedWith>[0] = []) =>
    AGENT_DOCUMENTS.get(name)!(consolidatedWith(paths));
  const consolidatedWith = (paths: { from: string; to: string; messages: number }[]) => {
    const at = new Date('2026-11-29T08:00:00Z');
    return { ...consolidated, paths: paths.map((path) => ({ ...path, firstAt: at, lastAt: at })) };
  };

  it('name every legacy agent, and the gaps', () => {
    const map = render('consolidation-map');
    const rows = map.split('\n').filter((line) => line.startsWith('| '));
    for (const { name, inLegacy } of consolidated.roster.agents.values()) {
      if (inLegacy) expect(rows.filter((row) => row.startsWith(`| ${name} |`)).length).toBeGreaterThan(0);
    }
    expect(map).toContain('5 agents have no home');
    expect(map.match(/\*\*no agent\*\*/g)).toHaveLength(5);
  });

  it('say unknown until somebody has counted', () => {
    const row = (text: string) => text.split('\n').find((line) => line.startsWith('| `facebook-agent` |'));
    expect(row(render('risk-matrix'))).toMatch(/\| unknown \| external \| public \| yes \|$/);
    const busy = [{ from: 'social-media-director', to: 'facebook-agent', messages: 1_000 }];
    expect(row(render('risk-matrix', busy))).toMatch(/\| 1,000 \| external \| public \| yes \|$/);
  });

  it('tell paths of the hierarchy from direct ones', () => {
    expect(render('communication-matrix')).toContain('None was seen so far.');
    const matrix = render('communication-matrix', [
      { from: 'sales-director', to: 'b2b-sales-agent', messages: 3 },
      { from: 'orders-fulfillment-agent', to: 'customer-support-agent', messages: 1 },
      { from: 'facebook-agent', to: 'instagram-agent', messages: 2 },
    ]);
    expect(matrix).toMatch(/sales-director \| b2b-sales-agent \| 3 .* of the hierarchy/);
    expect(matrix).toMatch(/orders-fulfillment-agent \| customer-support-agent \| 1 .* direct/);
    expect(matrix).toMatch(/facebook-agent \| instagram-agent \| 2 .* an agent that goes/);
    expect(matrix).toContain('54 + 2 + 72 − 2 = **126**');
  });
});

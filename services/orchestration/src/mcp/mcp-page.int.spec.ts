import { readFileSync } from 'node:fs';
import { REFUSAL_REASONS } from './calls/tool-refusal.js';
import { MCP_SCOPES } from './scopes.js';
import { TOOLS } from './tools/all-tools.js';

const page = readFileSync(new URL('../../../../docs/mcp.md', import.meta.url), 'utf8');
const cells = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the page about /mcp', () => {
  it('names every tool, with its scope and who it is for', () => {
    const shown = cells.filter(([, , scope]) => scope?.startsWith('`mcp:')).map(([, ...row]) => row.slice(0, 3));
    expect(shown).toEqual(TOOLS.map(({ name, scope, callers }) => [`\`${name}\``, `\`${scope}\``, callers]));
  });

  it('names every reason for a refusal, and every scope', () => {
    const first = cells.map(([, name]) => name);
    for (const reason of REFUSAL_REASONS) expect(first).toContain(`\`${reason}\``);
    for (const scope of MCP_SCOPES) expect(page).toContain(`\`${scope}\``);
  });
});

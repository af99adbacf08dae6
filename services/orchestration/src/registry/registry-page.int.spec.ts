import { readFileSync } from 'node:fs';
import { RunningRegistry } from './testing/running-registry.js';

/** Requests of the page on agents, in its own order: the part on the registry. */
function requestsOfPage(): { method: string; path: string; body: unknown; lines: number }[] {
  const page = readFileSync(new URL('../../../../docs/agents.md', import.meta.url), 'utf8');
  const [, section] = page.split('\n## Registry\n');
  const blocks = section!.split(/\n## /)[0]!.matchAll(/```http\n(\w+) (\S+)\n([^`]*)```/g);
  return [...blocks].map(([, method, path, body]) => ({
    ...{ method: method!, path: path!, body: JSON.parse(body!) as unknown },
    lines: body!.trim().split('\n').length + 1,
  }));
}

describe('the page on agents', () => {
  const requests = requestsOfPage();
  let running: RunningRegistry;
  beforeAll(async () => {
    running = await RunningRegistry.start('registry-page');
  });
  afterAll(() => running?.stop());

  it('shows how to add a capability, give it to an agent and add an agent, each in under ten lines that work', async () => {
    expect(requests).toHaveLength(3);
    for (const { method, path, body, lines } of requests) {
      const answer = await running.ask<unknown>(method, path, { body });
      expect([path, answer.status, answer.body]).toEqual([path, 200, expect.anything()]);
      expect(lines).toBeLessThan(10);
    }
    const able = await running.get<{ targetAgents: string[] }>('/api/orchestration/capabilities/frame.advise');
    expect(able.body.targetAgents).toEqual(['b2c-premium-sales-agent', 'frame-agent']);
  });
});

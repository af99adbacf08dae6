import { readFileSync } from 'node:fs';
import { RunningOrchestration } from '../testing/running-orchestration.js';

/** As long as each of its instructions may be. */
const LINES_MAX = 10;

interface Instruction {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

const page = readFileSync(new URL('../../../../docs/agents.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```(?:http|ts)\n(.*?)^```$/gms)].map(([, text]) => text!);
const instructions = [...page.matchAll(/^```http\n(.*?)^```$/gms)].flatMap(([, text]) => instructionsOf(text!));

/** Requests as the page writes them: a line with method and path, then the body, if there is one. */
function instructionsOf(block: string): Instruction[] {
  return block.split(/^(?=(?:GET|PUT|POST|DELETE) \/)/m).map((text) => {
    const [first = '', ...rest] = text.split('\n');
    const [method = '', path = ''] = first.split(' ');
    return { method, path, body: rest.join('\n').trim() };
  });
}

describe('the page about agents', () => {
  let orchestration: RunningOrchestration;
  beforeAll(async () => (orchestration = await RunningOrchestration.start('agents-page')), 60_000);
  afterAll(() => orchestration?.stop());

  it('needs fewer than ten lines for each thing', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(5);
    for (const block of blocks) expect(block.trimEnd().split('\n').length).toBeLessThan(LINES_MAX);
  });

  it('says what the service takes: a capability, an agent, a persona rule, of which each has its effect', async () => {
    for (const { method, path, body } of instructions) {
      const send = method === 'PUT' ? 'put' : 'post';
      const { status, body: answer } = await orchestration[send](path, body === '' ? {} : JSON.parse(body));
      expect([path, status, status < 300 ? undefined : answer]).toEqual([
        path,
        status < 300 ? status : '2xx',
        undefined,
      ]);
    }
    const able = await orchestration.get<{ targetAgents: string[] }>('/api/orchestration/capabilities/frame.advise');
    expect(able.body.targetAgents).toEqual(['b2c-premium-sales-agent', 'frame-agent']);
    const explained = await orchestration.post('/api/orchestration/routing/explain', {
      capability: 'frame.advise',
      context: { text: 'Does museum glass suit the print I bought?' },
    });
    expect(explained.body).toMatchObject({ decision: { kind: 'agent', agentId: 'frame-agent', personaId: 'gallery' } });
  });
});

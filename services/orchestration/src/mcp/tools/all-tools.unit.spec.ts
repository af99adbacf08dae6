import { MCP_SCOPES } from '../scopes.js';
import type { ToolCall } from '../tool.js';
import { ToolRefusal } from '../calls/tool-refusal.js';
import { TOOLS } from './all-tools.js';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly [limit: string]: unknown;
}

/** Places of a schema at which whoever calls may send as much as they like. */
function unbounded(schema: Schema, at: string): string[] {
  const { type, properties = {}, items, anyOf = [] } = schema;
  const has = (...limits: string[]) => limits.some((limit) => schema[limit] !== undefined);
  return [
    ...(type === 'string' && !has('maxLength', 'enum', 'format', 'pattern') ? [at] : []),
    ...((type === 'integer' || type === 'number') && !has('maximum') ? [at] : []),
    ...(type === 'array' && !has('maxItems') ? [at] : []),
    ...Object.entries(properties).flatMap(([name, part]) => unbounded(part, `${at}/${name}`)),
    ...(items ? unbounded(items, `${at}/*`) : []),
    ...anyOf.flatMap((part) => unbounded(part, at)),
  ];
}

const nobody = { caller: { actor: 'key:x', agentId: null, scopes: [] }, agent: null } as unknown as ToolCall;

describe('the tools', () => {
  it('have names of their own, that every client takes', () => {
    const names = TOOLS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z_]{2,40}$/);
  });

  it('have every scope between them', () => {
    expect([...new Set(TOOLS.map(({ scope }) => scope))].sort()).toEqual([...MCP_SCOPES].sort());
  });

  it.each(TOOLS.map((tool) => [tool.name, tool] as const))(
    '%s takes nothing without bounds, and nothing unknown',
    async (_name, tool) => {
      expect(unbounded(tool.inputSchema as Schema, '')).toEqual([]);
      expect(tool.inputSchema['additionalProperties']).toBe(false);
      await expect(tool.call({ nonsense: 'x'.repeat(1_000) }, nobody)).rejects.toMatchObject({
        reason: 'bad_arguments',
      });
      expect(tool.outputSchema.type).toBe('object');
    },
  );

  it('that are an agent’s own business are refused to a person, arguments looked at or not', async () => {
    const own = TOOLS.filter(({ callers }) => callers === 'agents');
    expect(own.map(({ name }) => name)).toEqual([
      ...['my_tasks', 'read_task', 'report_interaction', 'report_outcome', 'request_spend', 'propose_action'],
      'proposal_state',
    ]);
    await expect(own[0]!.call({}, nobody)).rejects.toThrow(ToolRefusal);
  });

  it('see faults that are schemas without bounds', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'array', items: { type: 'integer' } } },
    };
    expect(unbounded(schema as Schema, '')).toEqual(['/a', '/b', '/b/*']);
  });
});

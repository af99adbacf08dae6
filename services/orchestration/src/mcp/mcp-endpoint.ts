import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { LOG, type Log } from '@vividwalls/platform';
import {
  createMcpHandler,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type CallToolResult,
  type McpHttpHandler,
  type Tool as ListedTool,
} from '@modelcontextprotocol/server';
import type { Caller } from './caller.js';
import { ToolDesk } from './calls/tool-desk.js';
import { ToolRefusal, type RefusalReason } from './calls/tool-refusal.js';
import type { Tool } from './tool.js';

/** Largest message, bytes: a proposal has at most 64 KiB of what is there before, of what would be done, and of what is there then. */
export const MESSAGE_BYTES_MAX = 256 * 1024;

/** How long a client may go by a list of tools: a key's scopes never change, but an agent may be stopped. */
const LIST_TTL_MS = 60_000;

/** What is wrong with the request itself, and not with what was done: a JSON-RPC error. A model can't mend these. */
const PROTOCOL_FAULTS: Partial<Record<RefusalReason, ProtocolErrorCode>> = {
  unknown_tool: ProtocolErrorCode.InvalidParams,
  out_of_scope: ProtocolErrorCode.InvalidRequest,
  not_an_agent: ProtocolErrorCode.InvalidRequest,
  not_at_work: ProtocolErrorCode.InvalidRequest,
  internal: ProtocolErrorCode.InternalError,
};

const INSTRUCTIONS =
  'The shop’s own tools. Answers that come from knowledge name article and version: cite them. What is null is not known, and is ' +
  'never zero. Asking for leave is not doing: act only on the verdict free or approved.';

/** Under which refusals tell a program why. */
const REFUSAL_META = 'vividwalls.co/refusal';

/**
 * Model Context Protocol over streamable HTTP. Every request is served by a server object of its own, which knows its caller and
 * nothing else: no sessions, so any replica serves any request, and a restart ends none.
 */
@Injectable()
export class McpEndpoint implements BeforeApplicationShutdown {
  private readonly handler: McpHttpHandler;

  constructor(
    private readonly desk: ToolDesk,
    @Inject(LOG) private readonly log: Pick<Log, 'debug' | 'error'>,
  ) {
    this.handler = createMcpHandler(
      ({ authInfo }) => {
        const caller = authInfo?.extra?.['caller'] as Caller | undefined;
        if (!caller) throw new Error('a request came without its caller');
        return this.serverFor(caller);
      },
      {
        maxRequestBodySize: MESSAGE_BYTES_MAX,
        // The list of tools changes for nobody who is connected, so there is nothing to listen to.
        maxSubscriptions: 0,
        onerror: (error) => this.log.debug('a request to /mcp was not served', { error: error.message }),
      },
    );
  }

  /** Serves one HTTP request of a caller who is known. */
  serve(request: Request, caller: Caller): Promise<Response> {
    // The token was looked at before; nothing below needs it.
    const authInfo = { token: '', clientId: caller.actor, scopes: [...caller.scopes], extra: { caller } };
    return this.handler.fetch(request, { authInfo });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.handler.close();
  }

  private serverFor(caller: Caller): Server {
    const server = new Server(
      { name: 'vividwalls', title: 'VividWalls', version: '1.0.0' },
      {
        capabilities: { tools: {} },
        instructions: INSTRUCTIONS,
        cacheHints: { 'tools/list': { ttlMs: LIST_TTL_MS, cacheScope: 'private' } },
      },
    );
    server.setRequestHandler('tools/list', async () => ({ tools: (await this.listFor(caller)).map(listed) }));
    server.setRequestHandler('tools/call', ({ params: { name, arguments: args = {} } }, { mcpReq }) =>
      this.call({ caller, name, args, signal: mcpReq.signal }),
    );
    return server;
  }

  private async listFor(caller: Caller): Promise<Tool[]> {
    try {
      return await this.desk.list(caller);
    } catch (error) {
      throw error instanceof ToolRefusal ? protocolError(error) : this.failed('listed', error);
    }
  }

  private async call(asked: Parameters<ToolDesk['call']>[0]): Promise<CallToolResult> {
    try {
      const { result, text } = await this.desk.call(asked);
      return { content: [{ type: 'text', text }], structuredContent: result };
    } catch (error) {
      if (!(error instanceof ToolRefusal)) throw this.failed('recorded', error);
      if (PROTOCOL_FAULTS[error.reason] !== undefined) throw protocolError(error);
      return {
        isError: true,
        content: [{ type: 'text', text: error.message }],
        _meta: { [REFUSAL_META]: { reason: error.reason, ...error.details } },
      };
    }
  }

  private failed(what: 'listed' | 'recorded', error: unknown): ProtocolError {
    this.log.error(`a call could not be ${what}`, { error });
    const message =
      'It could not be recorded, so it is not answered. Call again, under the same key where there is one.';
    return new ProtocolError(
      ProtocolErrorCode.InternalError,
      what === 'recorded' ? message : 'The tools could not be listed. Ask again.',
    );
  }
}

function protocolError({ reason, message, details }: ToolRefusal): ProtocolError {
  return new ProtocolError(PROTOCOL_FAULTS[reason] ?? ProtocolErrorCode.InternalError, message, { reason, ...details });
}

function listed({ name, title, description, inputSchema, outputSchema, effect }: Tool): ListedTool {
  return {
    ...{ name, title, description },
    inputSchema: inputSchema as ListedTool['inputSchema'],
    outputSchema: outputSchema as NonNullable<ListedTool['outputSchema']>,
    annotations: {
      ...{ title, readOnlyHint: effect === 'reads', destructiveHint: false, idempotentHint: true },
      openWorldHint: false,
    },
  };
}

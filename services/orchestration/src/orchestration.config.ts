import { IsTimeZone, ServiceConfig } from '@vividwalls/platform';
import { ALLOWED_HOST } from '@vividwalls/webhooks';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsInt, IsString, Matches, Max, Min } from 'class-validator';

const list = ({ value }: { value: unknown }) =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : value;

export class OrchestrationConfig extends ServiceConfig {
  /** ISO 4217, the currency in which agents' work is paid for. */
  @Matches(/^[A-Z]{3}$/, { message: 'SHOP_CURRENCY must be a currency code' }) SHOP_CURRENCY: string = 'USD';

  /** The clock by which schedules that are delivered come; people may change each of them. */
  @IsTimeZone() SHOP_TIME_ZONE: string = 'UTC';

  /** Signs calls of n8n's workflows (Standard Webhooks, `whsec_…`); without it none is called. */
  @IsString() ORCHESTRATION_N8N_SECRET: string = '';

  /**
   * Where workflows may be called, comma separated: exact hosts with their port (`n8n.example.com`, `n8n:5678`), and ranges of
   * addresses that are allowed although they are private (`172.16.0.0/12`). Empty: nowhere.
   */
  @Transform(list)
  @IsArray()
  @Matches(ALLOWED_HOST, {
    each: true,
    message: 'ORCHESTRATION_N8N_HOSTS must be hosts such as n8n:5678 or ranges such as 10.0.0.0/8',
  })
  ORCHESTRATION_N8N_HOSTS: string[] = [];

  /** An endpoint that speaks OpenAI's protocol, up to its version: `http://127.0.0.1:11434/v1` is a local Ollama. */
  @Matches(/^(https?:\/\/.+)?$/, { message: 'ORCHESTRATION_LLM_BASE_URL must begin with http:// or https://' })
  ORCHESTRATION_LLM_BASE_URL: string = '';

  @IsString() ORCHESTRATION_LLM_API_KEY: string = '';

  /** The model of agents whose settings name none. */
  @IsString() ORCHESTRATION_LLM_MODEL: string = '';

  /** Tokens of one answer; an agent's settings may ask for fewer. */
  @Type(() => Number) @IsInt() @Min(1) @Max(100_000) ORCHESTRATION_LLM_MAX_OUTPUT_TOKENS: number = 2_000;

  /** What a million tokens cost, in and out, whole units of SHOP_CURRENCY: `gpt-5-mini=0.25/2,llama3=0/0`. */
  @Transform(list)
  @IsArray()
  @Matches(/^[^=]+=\d{1,9}(\.\d{1,6})?\/\d{1,9}(\.\d{1,6})?$/, {
    each: true,
    message: 'ORCHESTRATION_LLM_PRICES must be prices such as gpt-5-mini=0.25/2',
  })
  ORCHESTRATION_LLM_PRICES: string[] = [];

  @IsString() ORCHESTRATION_ANTHROPIC_API_KEY: string = '';

  /** Where Anthropic's protocol is spoken, up to its version: a proxy of the house. Empty: Anthropic itself. */
  @Matches(/^(https?:\/\/.+)?$/, { message: 'ORCHESTRATION_ANTHROPIC_BASE_URL must begin with http:// or https://' })
  ORCHESTRATION_ANTHROPIC_BASE_URL: string = '';

  /** MCP servers whose tools agents may be given, comma separated: `catalogue=http://catalogue:8000/mcp`. */
  @Transform(list)
  @IsArray()
  @Matches(/^[\w-]+=https?:\/\/.+$/, {
    each: true,
    message: 'ORCHESTRATION_MCP_SERVERS must be servers such as catalogue=http://catalogue:8000/mcp',
  })
  ORCHESTRATION_MCP_SERVERS: string[] = [];

  /** Calls of tools at /mcp that one caller may make in a minute, over all replicas. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) ORCHESTRATION_MCP_CALLS_PER_MINUTE: number = 600;

  /**
   * Host names whose pages may call /mcp, comma separated: calls that a browser sends from anywhere else are refused. Programs
   * send no origin.
   */
  @Transform(list)
  @IsArray()
  @IsString({ each: true })
  ORCHESTRATION_MCP_ORIGINS: string[] = ['localhost', '127.0.0.1', '[::1]'];

  /** An endpoint that speaks OpenAI's `/embeddings`, up to its version. Without it and a model, knowledge is searched by words alone. */
  @Matches(/^(https?:\/\/.+)?$/, { message: 'ORCHESTRATION_EMBEDDINGS_BASE_URL must begin with http:// or https://' })
  ORCHESTRATION_EMBEDDINGS_BASE_URL: string = '';

  @IsString() ORCHESTRATION_EMBEDDINGS_API_KEY: string = '';

  /** Another model makes every vector anew. */
  @IsString() ORCHESTRATION_EMBEDDINGS_MODEL: string = '';
}

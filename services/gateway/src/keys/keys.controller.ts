import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import {
  MAX_PAGE_SIZE,
  PageQuery,
  Problem,
  RequiresScope,
  toPage,
  type AuthenticatedRequest,
} from '@vividwalls/platform';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { OWNER } from './key-principals.js';
import { KeyRows } from './key-rows.js';
import { ApiKeyPageView, NewApiKeyView } from './key-views.js';

/** As the registry of agents has them. */
const AGENT_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

class NewKey {
  /** Shown as the actor `key:<name>`, unless it is an agent's. */
  @ApiProperty({ type: String, example: 'n8n' })
  @IsString()
  @Length(1, 64)
  @Matches(/^[\w.-]+$/)
  name!: string;
  /** The agent whose key it is: whoever calls with it is `agent:<id>`. Whether the agent is at work is looked at with every call. */
  @ApiPropertyOptional({ type: String, example: 'sales-director' })
  @IsOptional()
  @Matches(AGENT_ID, { message: 'agentId must be lower case letters, digits and hyphens, at most 64' })
  agentId?: string;
  /** `finance:read`, `reports:write`, … */
  @ApiProperty({ type: [String], example: ['reports:write'] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @Matches(/^[a-z]+:([a-z]+|\*)$/, { each: true })
  scopes!: string[];
  @ApiPropertyOptional({ type: String, format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string;
}

/** Few shops have more keys than this; whoever lists them wants to see all. */
const KEYS_SHOWN = 500;

class KeyQuery extends PageQuery {
  @IsOptional() @IsUUID(undefined, { message: 'cursor must be one that a page gave' }) declare cursor?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: MAX_PAGE_SIZE, default: KEYS_SHOWN })
  override limit: number = KEYS_SHOWN;
}

@ApiTags('gateway')
@Controller('api/gateway/keys')
export class KeysController {
  constructor(private readonly keys: KeyRows) {}

  @Get()
  @RequiresScope('keys:read')
  @ApiOperation({ summary: 'API keys: names, scopes, expiry, last use; never the keys. Newest first, paged by cursor' })
  @ApiOkResponse({ type: ApiKeyPageView })
  async list(@Query() { limit, cursor }: KeyQuery, @Req() request: AuthenticatedRequest): Promise<ApiKeyPageView> {
    const page = toPage(await this.keys.list(limit + 1, cursor), limit, ({ id }) => id);
    const isYours = request.principal?.actor === OWNER.actor;
    return { owner: { ...OWNER, setBy: 'VW_ADMIN_KEY', isYours }, ...page } as ApiKeyPageView;
  }

  @Post()
  @RequiresScope('keys:write')
  @ApiOperation({ summary: 'Make a key; the answer shows it this one time' })
  @ApiCreatedResponse({ type: NewApiKeyView })
  create(@Body() body: NewKey): Promise<NewApiKeyView> {
    return this.keys.create(body);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequiresScope('keys:write')
  @ApiOperation({ summary: 'Revoke a key' })
  @ApiNoContentResponse({ description: 'It opens nothing any more, and sessions opened with it are over' })
  @ApiNotFoundResponse({ description: 'It does not exist or is revoked already' })
  async revoke(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    if (await this.keys.revoke(id)) return;
    throw new Problem(404, 'No such key', 'It does not exist or is revoked already.');
  }
}

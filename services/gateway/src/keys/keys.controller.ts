import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Clock, Problem, RequiresScope } from '@vividwalls/platform';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
} from 'class-validator';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { hashOfKey, newApiKey } from './api-key.js';

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

@ApiTags('gateway')
@Controller('api/gateway/keys')
export class KeysController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresScope('keys:read')
  @ApiOperation({ summary: 'API keys: names, scopes, expiry; never the keys' })
  async list(): Promise<{ items: unknown[] }> {
    const items = await this.dataSource.query<unknown[]>(
      `SELECT id, name, agent_id AS "agentId", scopes, created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt"
         FROM api_keys ORDER BY created_at DESC LIMIT 500`,
    );
    return { items };
  }

  @Post()
  @RequiresScope('keys:write')
  @ApiOperation({ summary: 'Make a key; the answer shows it this one time' })
  async create(@Body() body: NewKey): Promise<{ id: string; key: string }> {
    const [id, key] = [uuidv7(), newApiKey()];
    await this.dataSource.query(
      `INSERT INTO api_keys (id, name, agent_id, key_sha256, scopes, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[id, body.name, body.agentId ?? null, hashOfKey(key), body.scopes],
        ...[this.clock.now(), body.expiresAt ?? null],
      ],
    );
    return { id, key };
  }

  @Delete(':id')
  @HttpCode(204)
  @RequiresScope('keys:write')
  @ApiOperation({ summary: 'Revoke a key' })
  async revoke(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    const [, revoked] = await this.dataSource.query<[unknown, number]>(
      'UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL',
      [id, this.clock.now()],
    );
    if (revoked === 0) throw new Problem(404, 'No such key', 'It does not exist or is revoked already.');
  }
}

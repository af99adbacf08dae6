import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const KEY_STATES = ['active', 'expired', 'revoked'] as const;
export type KeyState = (typeof KEY_STATES)[number];

const NULLABLE_INSTANT = { type: String, format: 'date-time', nullable: true } as const;

/** A key, without the key: of that there is a hash only. */
export class ApiKeyView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, example: 'n8n' }) name!: string;
  @ApiProperty({ type: String, example: 'key:n8n', description: 'Who calls with it' }) actor!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The agent whose key it is' }) agentId!: string | null;
  @ApiProperty({ type: [String], example: ['reports:write'] }) scopes!: readonly string[];
  @ApiProperty({ enum: KEY_STATES, description: 'Whether it opens anything now' }) state!: KeyState;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: string;
  @ApiProperty({ ...NULLABLE_INSTANT, description: 'Null: it does not expire' }) expiresAt!: string | null;
  @ApiProperty(NULLABLE_INSTANT) revokedAt!: string | null;
  @ApiProperty({ ...NULLABLE_INSTANT, description: 'To the minute; null when it never was' }) lastUsedAt!:
    string | null;
}

/** The key that the configuration names. It is not in the list, and it is changed where it is set. */
export class OwnersKeyView {
  @ApiProperty({ type: String, example: 'user:owner' }) actor!: string;
  @ApiProperty({ type: [String], example: ['*'] }) scopes!: readonly string[];
  @ApiProperty({ type: String, example: 'VW_ADMIN_KEY', description: 'The setting that holds it' }) setBy!: string;
  @ApiProperty({ type: Boolean, description: 'Whether it is the one that asks' }) isYours!: boolean;
}

export class ApiKeyPageView {
  @ApiProperty({ type: OwnersKeyView }) owner!: OwnersKeyView;
  @ApiProperty({ type: [ApiKeyView], description: 'The newest first' }) items!: readonly ApiKeyView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export class NewApiKeyView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, example: 'vw_…', description: 'Shown this one time' }) key!: string;
}

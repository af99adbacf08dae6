import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { isAct } from '@vividwalls/contracts';
import { PageQuery } from '@vividwalls/platform';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import type { JsonObject } from '../../json.js';
import {
  DATA_CLASSES,
  EFFECTS,
  type Capability,
  type ComparatorChoice,
  type DataClass,
  type Effects,
} from '../capability.js';

/** Longest rule that the rule language takes. */
const RULE_CHARACTERS = 4_000;

const IsApproval = () =>
  ValidateBy({
    name: 'isApproval',
    validator: {
      validate: isApproval,
      defaultMessage: () =>
        'approval must be "never", "always", { "when": a rule } or { "act", "facts": { name: an expression } }',
    },
  });

function isApproval(value: unknown): boolean {
  if (value === 'never' || value === 'always') return true;
  if (typeof value !== 'object' || value === null) return false;
  const { when, act, facts, ...rest } = value as { when?: unknown; act?: unknown; facts?: unknown };
  if (Object.keys(rest).length > 0) return false;
  if (act === undefined && facts === undefined) return isExpression(when);
  return when === undefined && typeof act === 'string' && isAct(act) && areExpressions(facts);
}

const isExpression = (value: unknown): boolean => typeof value === 'string' && value.length <= RULE_CHARACTERS;

/** More facts than any act has. */
const FACTS_MAX = 32;

function areExpressions(facts: unknown): boolean {
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return false;
  const sources = Object.values(facts);
  return sources.length <= FACTS_MAX && sources.every(isExpression);
}

export class ComparatorBody implements ComparatorChoice {
  @ApiProperty({ example: 'fields', description: 'How outputs of two agents are compared' })
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'name must be lower case with hyphens' })
  @MaxLength(64)
  name!: string;

  @ApiPropertyOptional({ type: Object, example: { fields: ['/verdict'] } })
  @IsOptional()
  @IsObject()
  settings?: JsonObject;
}

/** All of a capability. */
export class CapabilityBody {
  @ApiProperty({ example: 'Triage a paid order' }) @IsString() @IsNotEmpty() @MaxLength(200) title!: string;
  @ApiProperty({ example: 'Checks a paid order and hands it on' }) @IsString() @MaxLength(2_000) description!: string;

  @ApiProperty({
    ...{ type: Object, description: 'JSON Schema, draft 2020-12, of an object' },
    example: { type: 'object', required: ['orderId'], properties: { orderId: { type: 'string' } } },
  })
  @IsObject()
  inputSchema!: JsonObject;

  @ApiProperty({ type: Object, description: 'The same of what comes out', example: { type: 'object' } })
  @IsObject()
  outputSchema!: JsonObject;

  @ApiProperty({ enum: EFFECTS, description: 'What it may do to the world' }) @IsIn(EFFECTS) effects!: Effects;
  @ApiProperty({ enum: DATA_CLASSES, description: 'The most sensitive it sees' })
  @IsIn(DATA_CLASSES)
  dataClass!: DataClass;
  @ApiProperty({ example: true, description: 'Whether what it does can be taken back' })
  @IsBoolean()
  reversible!: boolean;
  @ApiProperty({ type: ComparatorBody }) @ValidateNested() @Type(() => ComparatorBody) comparator!: ComparatorBody;

  @ApiProperty({
    oneOf: [
      { type: 'string', enum: ['never', 'always'] },
      { type: 'object', required: ['when'], properties: { when: { type: 'string' } } },
      {
        type: 'object',
        required: ['act', 'facts'],
        properties: {
          act: { type: 'string', example: 'customer.email' },
          facts: { type: 'object', additionalProperties: { type: 'string' }, example: { customerId: 'customerId' } },
        },
      },
    ],
    example: 'never',
    description:
      'Whether governance is asked before it begins: never; always, or when a rule over the task holds, as the act ' +
      '`capability.run`; or as an act of its own, with facts that are made of the task',
  })
  @IsApproval()
  approval!: Capability['approval'];

  @ApiProperty({ example: 60_000, minimum: 1, description: 'Longest run of one try, ms' })
  @IsInt()
  @Min(1)
  @Max(86_400_000)
  timeoutMs!: number;

  @ApiPropertyOptional({ example: 1, description: 'The version that is changed; left out for a new capability' })
  @IsOptional()
  @IsInt()
  @Min(0)
  expectedVersion?: number;
}

export class CapabilitiesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: EFFECTS }) @IsOptional() @IsIn(EFFECTS) effects?: Effects;
}

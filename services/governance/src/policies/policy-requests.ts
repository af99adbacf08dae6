import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ACT_NAMES, type ActFacts, type ActName } from '@vividwalls/contracts';
import { PageQuery } from '@vividwalls/platform';
import { MAX_SOURCE_CHARACTERS } from '@vividwalls/rules';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import {
  APPROVERS_MAX,
  EXPIRES_IN_S,
  POLICY_EFFECTS,
  POLICY_STATES,
  USE_WITHIN_S,
  VOTES_MAX,
  WAIT_MAX_S,
  type PolicyEffect,
  type PolicyState,
  type PolicyText,
} from './policy.js';

const POLICY_ID = /^[a-z0-9][a-z0-9.-]{0,79}$/;
const A_MINUTE_S = 60;

/** Past acts that one dry run looks at. */
export const DRY_RUN_ACTS_MAX = 2_000;

export class PoliciesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: POLICY_STATES }) @IsOptional() @IsIn(POLICY_STATES) state?: PolicyState;
  @ApiPropertyOptional({ enum: ACT_NAMES }) @IsOptional() @IsIn(ACT_NAMES) act?: ActName;
}

export class PolicyTextBody implements PolicyText {
  @ApiProperty({ type: String, example: 'A discount of more than 20 % needs a yes' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiProperty({ type: String, example: 'percent > 20', description: 'CEL over the facts of its act' })
  @IsString()
  @Length(1, MAX_SOURCE_CHARACTERS)
  when!: string;

  @ApiPropertyOptional({
    enum: POLICY_EFFECTS,
    default: 'ask',
    description: '`deny`: not done, whoever would allow it',
  })
  @IsIn(POLICY_EFFECTS)
  effect: PolicyEffect = 'ask';

  @ApiPropertyOptional({
    type: [String],
    default: [],
    example: ['user:owner'],
    description: 'Who may decide; everybody who may approve when empty',
  })
  @IsArray()
  @ArrayMaxSize(APPROVERS_MAX)
  @IsString({ each: true })
  @Length(1, 128, { each: true })
  approvers: string[] = [];

  @ApiPropertyOptional({ type: Number, default: 1, description: 'Different people; two or more where money leaves' })
  @IsInt()
  @Min(1)
  @Max(VOTES_MAX)
  votes: number = 1;

  @ApiPropertyOptional({ type: Number, default: EXPIRES_IN_S, description: 'Seconds until the answer is no' })
  @IsInt()
  @Min(A_MINUTE_S)
  @Max(WAIT_MAX_S)
  expiresInS: number = EXPIRES_IN_S;

  @ApiPropertyOptional({ type: Number, default: USE_WITHIN_S, description: 'Seconds for which a yes may be used' })
  @IsInt()
  @Min(A_MINUTE_S)
  @Max(WAIT_MAX_S)
  useWithinS: number = USE_WITHIN_S;

  @ApiProperty({ type: String, example: 'approval limits, 2026', description: 'Where it was read' })
  @IsString()
  @Length(1, 500)
  source!: string;
}

export class PolicyBody extends PolicyTextBody {
  @ApiProperty({ type: String, example: 'discount-beyond-20' })
  @Matches(POLICY_ID, { message: 'must be lower case letters, digits, dots and hyphens, at most 80' })
  id!: string;

  @ApiProperty({ enum: ACT_NAMES, example: 'discount.grant' }) @IsIn(ACT_NAMES) act!: ActName;
}

export class PolicyVersionBody extends PolicyTextBody {
  @ApiProperty({ type: Number, example: 1, description: 'The version that was looked at' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  expectedVersion!: number;

  @ApiProperty({ type: String, example: 'from 25 % down to 20 %', description: 'What is changed, in words' })
  @IsString()
  @Length(1, 500)
  change!: string;
}

export class PolicyTestBody {
  @ApiProperty({ enum: ACT_NAMES, example: 'discount.grant' }) @IsIn(ACT_NAMES) act!: ActName;

  @ApiProperty({ type: Object, example: { percent: 25, priceAfterMinor: '9000', costMinor: '4000', currency: 'USD' } })
  @IsObject()
  facts!: ActFacts;

  @ApiPropertyOptional({ type: String, default: 'test' }) @IsString() @Length(1, 200) subject: string = 'test';

  @ApiPropertyOptional({ type: String, example: 'agent:sales', description: 'Who would ask; you when left out' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  asker?: string;

  @ApiPropertyOptional({ type: String, description: 'A policy whose newest version is taken as if it were live' })
  @IsOptional()
  @Matches(POLICY_ID)
  withDraftOf?: string;
}

export class PolicyDryRunBody {
  @ApiPropertyOptional({ type: Number, default: 500, maximum: DRY_RUN_ACTS_MAX })
  @IsInt()
  @Min(1)
  @Max(DRY_RUN_ACTS_MAX)
  acts: number = 500;
}

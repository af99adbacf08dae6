import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { LONGEST_REASON } from '@vividwalls/events';
import { WAITING_CURSOR } from '@vividwalls/messaging';
import { IsBoolean, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches, ValidateBy } from 'class-validator';
import { PageQuery } from '../http/page.js';
import { INSTANT_WITH_ZONE, isReplayOrigin, type AskedOrigin } from './replay-origin.js';

/** A word is no reason, and a page is not read at night. */
const REASON = [5, LONGEST_REASON] as const;
/** No line breaks, no escapes: it goes into logs, terminals and columns of text. */
const ONE_LINE = /^\P{Cc}*$/u;
const AN_INSTANT = { message: '$property must be an instant such as 2026-11-22T10:15:00Z' };
const MODEL_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** Every act has a reason; it is recorded with who acted. */
export class OperatorBody {
  @ApiProperty({
    type: String,
    example: 'The stream was lost with its disk',
    minLength: REASON[0],
    maxLength: REASON[1],
  })
  @IsString()
  @Length(...REASON)
  @Matches(ONE_LINE, { message: 'reason must be one line' })
  reason!: string;
}

export class RepublishBody extends OperatorBody {
  @ApiProperty({ type: String, format: 'date-time', description: 'Events appended then or later' })
  @IsISO8601({ strict: true }, AN_INSTANT)
  @Matches(INSTANT_WITH_ZONE, AN_INSTANT)
  from!: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'And before this; now when left out' })
  @IsOptional()
  @IsISO8601({ strict: true }, AN_INSTANT)
  @Matches(INSTANT_WITH_ZONE, AN_INSTANT)
  until?: string;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Only count what would be published' })
  @IsOptional()
  @IsBoolean()
  dryRun: boolean = false;
}

/** Where a replay begins, other than at the beginning. */
export class ReplayOriginBody {
  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'With what was stored then or later' })
  time?: string;
  @ApiPropertyOptional({ type: Number, minimum: 1, description: 'At a sequence, for a model that reads one stream' })
  sequence?: number;
}

export class ReplayBody extends OperatorBody {
  @ApiProperty({ type: String, example: 'dead-letters' })
  @Matches(MODEL_NAME, { message: 'model must be the name of a read model' })
  model!: string;

  @ApiProperty({
    oneOf: [{ type: 'string', enum: ['beginning'] }, { $ref: getSchemaPath(ReplayOriginBody) }],
    default: 'beginning',
  })
  @IsOptional()
  @ValidateBy({
    name: 'isReplayOrigin',
    validator: {
      validate: isReplayOrigin,
      defaultMessage: () =>
        'from must be "beginning", {"time": an instant such as 2026-11-22T10:15:00Z} or {"sequence": a whole number from 1}',
    },
  })
  from: AskedOrigin = 'beginning';

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Go on without events that cannot be handled' })
  @IsOptional()
  @IsBoolean()
  skipFailed: boolean = false;
}

export class ReplayQuery extends PageQuery {
  @IsOptional() @IsUUID('all', { message: 'cursor must be one that a page gave' }) declare cursor?: string;
}

export class WaitingQuery extends PageQuery {
  @IsOptional() @Matches(WAITING_CURSOR, { message: 'cursor must be one that a page gave' }) declare cursor?: string;
}

export class ParkedQuery extends PageQuery {
  @IsOptional() @Matches(/^[0-9]{1,18}$/, { message: 'cursor must be one that a page gave' }) declare cursor?: string;
}

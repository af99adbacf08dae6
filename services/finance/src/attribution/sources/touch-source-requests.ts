import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { INTERACTION_KINDS, type InteractionKind } from '@vividwalls/events';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsForeignId } from '../../requests/rules.js';
import { SOURCE_MATCHES, type SourceMatch, type TouchSource } from './touch-source.js';

const LONGEST_VALUE = 255;
const LONGEST_CHANNEL = 64;

/** What of a visit a source is found by. */
export class MarkQuery {
  @ApiProperty({ enum: SOURCE_MATCHES, description: 'link: the path of the first page, or a parameter of it' })
  @IsIn(SOURCE_MATCHES)
  match!: SourceMatch;

  @ApiProperty({ example: 'fall', description: 'Without regard to case: a campaign, FALL10, /pages/spring, ref=west' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_VALUE)
  value!: string;
}

/** Who stands behind a campaign, a code or a link; what is left out is told by the visit itself, or by nobody. */
export class TouchSourceBody extends MarkQuery implements TouchSource {
  @ApiPropertyOptional({ example: 'instagram-agent' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @IsForeignId()
  agentId?: string;
  @ApiPropertyOptional({ example: 'curator' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @IsForeignId()
  personaId?: string;

  @ApiPropertyOptional({ example: 'instagram' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_CHANNEL)
  channel?: string;

  @ApiPropertyOptional({ example: 'fall' }) @IsOptional() @IsString() @IsNotEmpty() @IsForeignId() campaign?: string;
  @ApiPropertyOptional({ enum: INTERACTION_KINDS }) @IsOptional() @IsIn(INTERACTION_KINDS) kind?: InteractionKind;
}

export class TouchSourcePageView {
  @ApiProperty({ type: [TouchSourceBody] }) items!: TouchSource[];
  @ApiPropertyOptional() nextCursor?: string;
}

import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';

/** A place in the chain, as the ids of the stream are. */
export const POSITION = /^[0-9]{1,18}$/;

const LONGEST = 2_000;

export class LiveQuery {
  @ApiPropertyOptional({ type: String, example: 'shop.order,finance', description: 'Beginnings of types' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  topics?: string;

  @ApiPropertyOptional({ type: String, example: '1532', description: 'The id seen last, where no header can be sent' })
  @IsOptional()
  @Matches(POSITION, { message: 'since must be an id that the stream gave' })
  since?: string;
}

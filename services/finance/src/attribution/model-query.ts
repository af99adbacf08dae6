import { ApiPropertyOptional } from '@nestjs/swagger';
import { MODELS, type ModelName } from '@vividwalls/attribution';
import { IsIn, IsOptional } from 'class-validator';

/** Which model; that of the books by default. */
export class ModelQuery {
  @ApiPropertyOptional({ enum: MODELS, description: 'That of the books of record by default' })
  @IsOptional()
  @IsIn(MODELS)
  model?: ModelName;
}

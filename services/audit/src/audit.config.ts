import { ServiceConfig } from '@vividwalls/platform';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

const HOURS_OF_A_YEAR = 8_784;

export class AuditConfig extends ServiceConfig {
  /** The record is verified when nobody has for so many hours; 0: only when somebody asks. */
  @Type(() => Number) @IsInt() @Min(0) @Max(HOURS_OF_A_YEAR) AUDIT_VERIFY_EVERY_HOURS: number = 24;
}

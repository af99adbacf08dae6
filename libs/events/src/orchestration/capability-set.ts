import { IsBoolean, IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsOneOf, IsText } from '../core/rules.js';

@Event('vw.orchestration.capability.set.v1', 'A capability was entered in the registry, or changed.')
export class CapabilitySet {
  @IsText(64) capability!: string;
  @IsText(200) title!: string;
  @IsOneOf(['none', 'internal', 'external']) effects!: string;
  @IsOneOf(['public', 'internal', 'personal', 'payment']) dataClass!: string;
  @IsBoolean() reversible!: boolean;
  @IsInt() @Min(1) capabilityVersion!: number;
  @IsText(500) change!: string;
}

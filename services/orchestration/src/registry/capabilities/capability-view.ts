import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import type { Capability } from '../capability.js';
import { CapabilityBody } from './capability-requests.js';

export class CapabilityView extends OmitType(CapabilityBody, ['expectedVersion']) implements Capability {
  @ApiProperty({ example: 'order.triage' }) name!: string;
  @ApiProperty({ example: 1 }) version!: number;
  @ApiProperty({ type: [String], description: 'Active agents of the target roster that have it' })
  targetAgents!: readonly string[];
}

export class CapabilityPageView {
  @ApiProperty({ type: [CapabilityView] }) items!: readonly CapabilityView[];
  @ApiPropertyOptional() nextCursor?: string;
}

export class CapabilityVersionView {
  @ApiProperty({ example: 2 }) version!: number;
  @ApiProperty({ example: 'approval changed' }) change!: string;
  @ApiProperty({ example: 'user:owner' }) actor!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: OmitType(CapabilityView, ['targetAgents']), description: 'All of it as it was then' })
  capability!: Capability;
}

export class CapabilityVersionPageView {
  @ApiProperty({ type: [CapabilityVersionView] }) items!: readonly CapabilityVersionView[];
  @ApiPropertyOptional() nextCursor?: string;
}

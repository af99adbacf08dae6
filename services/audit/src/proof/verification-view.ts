import { ApiProperty } from '@nestjs/swagger';
import type { ChainFault, StreamCompleteness, Verification } from '@vividwalls/contracts';

const REASONS: readonly ChainFault['reason'][] = ['missing', 'changed', 'relinked', 'beyond the head', 'head differs'];

export class SequenceRangeView {
  @ApiProperty({ type: String, example: '12' }) from!: string;
  @ApiProperty({ type: String, example: '14', description: 'Included' }) to!: string;
}

export class StreamCompletenessView implements StreamCompleteness {
  @ApiProperty({ type: String, example: 'SHOP' }) stream!: string;
  @ApiProperty({ type: String, description: 'A stream that was lost and made anew counts again from 1' })
  createdAt!: string;
  @ApiProperty({ type: Number, description: 'First sequence that the record holds' }) first!: number;
  @ApiProperty({ type: Number }) last!: number;
  @ApiProperty({ type: Number, description: 'Sequences between them that it lacks' }) missing!: number;
  @ApiProperty({ type: [SequenceRangeView], description: 'Which; the first hundred of all streams' })
  missingRanges!: readonly SequenceRangeView[];
}

export class ChainFaultView implements ChainFault {
  @ApiProperty({ type: String, example: '812' }) position!: string;
  @ApiProperty({ enum: REASONS }) reason!: ChainFault['reason'];
  @ApiProperty({ type: String }) message!: string;
}

export class VerificationView implements Verification {
  @ApiProperty({ type: Boolean, description: 'Nothing was changed, and nothing is missing' }) ok!: boolean;
  @ApiProperty({ type: Number, description: 'Entries that were recomputed' }) events!: number;
  @ApiProperty({ type: String, description: 'Hex; who has noted it can tell later whether the past was rewritten' })
  head!: string;
  @ApiProperty({ type: [StreamCompletenessView] }) streams!: readonly StreamCompletenessView[];
  @ApiProperty({ type: [ChainFaultView], description: 'Where the record stops being what was recorded' })
  faults!: readonly ChainFaultView[];
}

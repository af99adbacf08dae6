import { ApiProperty } from '@nestjs/swagger';
import type { ChainFault, StreamCompleteness, Verification, WholeSpan } from '@vividwalls/contracts';

const REASONS: readonly ChainFault['reason'][] = ['missing', 'changed', 'relinked', 'beyond the head', 'head differs'];
const COMPARED: readonly ChainFault['compared'][] = [
  ...(['entries', 'hash of the message', 'hash of the entry', 'hash of the entry before', 'head'] as const),
];

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
  @ApiProperty({ type: String, description: 'The last of several in a row; else the position itself' }) to!: string;
  @ApiProperty({ enum: REASONS }) reason!: ChainFault['reason'];
  @ApiProperty({ type: String }) message!: string;
  @ApiProperty({ enum: COMPARED, description: 'What was compared' }) compared!: ChainFault['compared'];
  @ApiProperty({ type: String, description: 'What should stand there: a hash (hex), or a number of entries' })
  expected!: string;
  @ApiProperty({ type: String, description: 'What stands there' }) found!: string;
}

export class WholeSpanView implements WholeSpan {
  @ApiProperty({ type: String, example: '1' }) from!: string;
  @ApiProperty({ type: String, example: '811', description: 'Included' }) to!: string;
  @ApiProperty({ type: Boolean, description: 'Proven from the first entry; else it only holds together' })
  isFromBeginning!: boolean;
}

export class VerificationView implements Verification {
  @ApiProperty({ type: Boolean, description: 'Nothing was changed, and nothing is missing' }) ok!: boolean;
  @ApiProperty({ type: Number, description: 'Entries that were recomputed' }) events!: number;
  @ApiProperty({ type: String, description: 'Hex; who has noted it can tell later whether the past was rewritten' })
  head!: string;
  @ApiProperty({ type: [StreamCompletenessView] }) streams!: readonly StreamCompletenessView[];
  @ApiProperty({ type: [ChainFaultView], description: 'Where it is not what was recorded; the first fifty places' })
  faults!: readonly ChainFaultView[];
  @ApiProperty({ type: [WholeSpanView], description: 'Entries that are as they were recorded, between the faults' })
  whole!: readonly WholeSpanView[];
  @ApiProperty({ type: String, nullable: true, description: 'After fifty faults, the position where reading ended' })
  givenUpAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) askedAt!: string;
  @ApiProperty({ type: String, example: 'user:owner' }) askedBy!: string;
  @ApiProperty({ type: Number, example: 1240 }) tookMs!: number;
}

export class LastVerificationView {
  @ApiProperty({ type: VerificationView, nullable: true, description: 'Null when nobody has asked yet' })
  last!: VerificationView | null;
}

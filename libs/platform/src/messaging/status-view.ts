import { ApiProperty } from '@nestjs/swagger';
import type { MessagingStatus } from '@vividwalls/messaging';

type BreakerStates = MessagingStatus['breakers'];

export class RelayStatusView {
  @ApiProperty({ type: String, example: 'idle' }) state!: string;
  @ApiProperty({ type: Number, description: 'Since this process started' }) published!: number;
  @ApiProperty({ type: Number }) duplicates!: number;
  @ApiProperty({ type: Number, description: 'Rows neither published nor parked' }) backlog!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Age of the oldest of them, s' }) oldestAgeS!:
    number | null;
  @ApiProperty({ type: Number }) parked!: number;
}

export class StreamLagView {
  @ApiProperty({ type: String }) stream!: string;
  @ApiProperty({ type: Number, description: 'Messages not delivered yet' }) pending!: number;
  @ApiProperty({ type: Number, description: 'Delivered and not settled, over all replicas' }) unacknowledged!: number;
  @ApiProperty({ type: Number, description: 'Of these, so many were delivered before' }) redelivered!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: nothing ever was' })
  lastDeliveredAt!: string | null;
}

export class InFlightView {
  @ApiProperty({ type: Number }) messages!: number;
  @ApiProperty({ type: Number }) bytes!: number;
}

export class ConsumerStatusView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: Boolean }) isReadModel!: boolean;
  @ApiProperty({ type: String, example: 'running' }) state!: string;
  @ApiProperty({ type: Number }) handled!: number;
  @ApiProperty({ type: Number }) repeats!: number;
  @ApiProperty({ type: Number }) retried!: number;
  @ApiProperty({ type: Number }) deadLettered!: number;
  @ApiProperty({ type: Number, description: 'Events that wait for their cause' }) waiting!: number;
  @ApiProperty({ type: InFlightView }) inFlight!: InFlightView;
  @ApiProperty({ type: [StreamLagView], nullable: true, description: 'Null when the broker could not be asked' })
  lag!: readonly StreamLagView[] | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why the broker could not be asked' })
  lagError!: string | null;
}

/** What one process says of its messaging; counts begin with the process, and each replica has its own. */
export class MessagingStatusView implements MessagingStatus {
  @ApiProperty({ type: String }) service!: string;
  @ApiProperty({ type: RelayStatusView }) relay!: RelayStatusView;
  @ApiProperty({ type: [ConsumerStatusView] }) consumers!: readonly ConsumerStatusView[];
  @ApiProperty({ type: [String] }) readModels!: readonly string[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: ['closed', 'open', 'half-open'] },
    description: 'Circuit breakers by contract, as far as they were used',
  })
  breakers!: BreakerStates;
}

import { ApiProperty } from '@nestjs/swagger';

const TEXT = { type: String, nullable: true } as const;
const COUNT = { type: Number, nullable: true } as const;
const INSTANT = { type: String, format: 'date-time', nullable: true } as const;

export const SERVICE_STATES = ['ready', 'not_ready', 'unreachable'] as const;
export const SERVER_STATES = ['up', 'down', 'absent'] as const;

export class SystemCheckView {
  @ApiProperty({ type: String, example: 'database' }) name!: string;
  @ApiProperty({ type: Boolean }) ok!: boolean;
  @ApiProperty({ ...TEXT, description: 'Its state, or what is wrong' }) detail!: string | null;
}

/** Events that wait in a service's outbox for their way to the broker. */
export class SystemRelayView {
  @ApiProperty({ type: String, example: 'idle' }) state!: string;
  @ApiProperty({ type: Number, description: 'Since the process started' }) published!: number;
  @ApiProperty({ type: Number }) backlog!: number;
  @ApiProperty({ ...COUNT, description: 'Age of the oldest of them, s; null when none waits' }) oldestAgeS!:
    number | null;
  @ApiProperty({ type: Number, description: 'Set aside, because the broker refuses them' }) parked!: number;
}

export class SystemServiceView {
  @ApiProperty({ type: String, example: 'finance' }) name!: string;
  @ApiProperty({ enum: SERVICE_STATES }) state!: (typeof SERVICE_STATES)[number];
  @ApiProperty({ ...TEXT, description: 'Why it can’t be reached; null when it can' }) detail!: string | null;
  @ApiProperty({ ...TEXT, example: '0.1.0' }) version!: string | null;
  @ApiProperty({ ...INSTANT, description: 'When its process began' }) startedAt!: string | null;
  @ApiProperty({ ...COUNT, description: 'How long its answer took, ms' }) latencyMs!: number | null;
  @ApiProperty({ type: [SystemCheckView] }) checks!: readonly SystemCheckView[];
  @ApiProperty({ type: SystemRelayView, nullable: true, description: 'Null when it did not say' })
  relay!: SystemRelayView | null;
  @ApiProperty({ ...TEXT, description: 'Why nothing is known of its relay and consumers; null when it is' })
  messagingError!: string | null;
}

export class SystemFigureView {
  @ApiProperty({ type: String, example: 'connections' }) name!: string;
  @ApiProperty({ type: Number }) value!: number;
  @ApiProperty({ ...COUNT, description: 'Null: it has no limit' }) max!: number | null;
  @ApiProperty({ enum: ['bytes', 'count'] }) unit!: 'bytes' | 'count';
}

export class SystemServerView {
  @ApiProperty({ enum: ['postgres', 'nats', 'redis'] }) name!: 'postgres' | 'nats' | 'redis';
  @ApiProperty({ enum: SERVER_STATES, description: 'absent: none is configured, and none is needed' })
  state!: (typeof SERVER_STATES)[number];
  @ApiProperty({ ...TEXT, description: 'What is wrong; null when nothing is' }) detail!: string | null;
  @ApiProperty({ ...TEXT, example: '18.4' }) version!: string | null;
  @ApiProperty({ ...COUNT, description: 'How long its answer took, ms' }) latencyMs!: number | null;
  @ApiProperty({ type: [SystemFigureView] }) figures!: readonly SystemFigureView[];
}

export class SystemStreamView {
  @ApiProperty({ type: String, example: 'SHOP' }) name!: string;
  @ApiProperty({ type: String }) description!: string;
  @ApiProperty({ ...TEXT, description: 'Why the broker did not tell; its figures are null then' }) detail!:
    string | null;
  @ApiProperty(COUNT) messages!: number | null;
  @ApiProperty(COUNT) bytes!: number | null;
  @ApiProperty(COUNT) firstSequence!: number | null;
  @ApiProperty(COUNT) lastSequence!: number | null;
  @ApiProperty({ ...INSTANT, description: 'Of the oldest message it has; null when it has none' }) oldestAt!:
    string | null;
  @ApiProperty(INSTANT) newestAt!: string | null;
  @ApiProperty({ ...COUNT, description: 'How many consumers read it' }) consumers!: number | null;
  @ApiProperty({ ...COUNT, description: 'Null: no limit' }) maxBytes!: number | null;
  @ApiProperty({ ...COUNT, description: 'Null: no limit' }) maxMessages!: number | null;
  @ApiProperty({ ...COUNT, description: 'How long messages stay, s; null: for ever' }) maxAgeS!: number | null;
}

/** A consumer's place in one stream. */
export class SystemConsumerView {
  @ApiProperty({ type: String, example: 'SHOP' }) stream!: string;
  @ApiProperty({ type: String, example: 'finance' }) name!: string;
  @ApiProperty({ type: String, example: 'finance' }) service!: string;
  @ApiProperty({ type: String, example: 'running', description: 'In the process that was asked' }) state!: string;
  @ApiProperty({ type: Boolean }) isReadModel!: boolean;
  @ApiProperty({ type: Number, description: 'Messages not delivered yet' }) pending!: number;
  @ApiProperty({ type: Number, description: 'Delivered and not settled' }) ackPending!: number;
  @ApiProperty({ type: Number, description: 'Of these, delivered before' }) redelivered!: number;
  @ApiProperty({ ...INSTANT, description: 'Null: nothing ever was' }) lastDeliveredAt!: string | null;
}

/** The whole system, as the door sees it at one moment. */
export class SystemView {
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, example: '0.1.0', description: 'Of the door' }) version!: string;
  @ApiProperty({ type: [SystemServiceView] }) services!: readonly SystemServiceView[];
  @ApiProperty({ type: [SystemServerView] }) servers!: readonly SystemServerView[];
  @ApiProperty({ type: [SystemStreamView] }) streams!: readonly SystemStreamView[];
  @ApiProperty({
    ...{ type: [SystemConsumerView] },
    description: 'Of services that said something; `services[].messagingError` names the others and why',
  })
  consumers!: readonly SystemConsumerView[];
}

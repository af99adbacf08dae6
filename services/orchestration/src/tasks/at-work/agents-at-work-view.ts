import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ROSTERS, type RosterName } from '../../registry/agents/agent-requests.js';
import { MeasuredView } from '../../routing/api/routing-views.js';
import type { AgentStop } from '../stops/agent-stops.js';
import type { AgentWork } from './agents-at-work.js';
import { successOf, type Success } from './success-of.js';

/** Longer than tasks' own index is meant for; reports look back as far. */
const DAYS_MAX = 366;
const DAY_MS = 86_400_000;

export class AgentsAtWorkQuery {
  @ApiPropertyOptional({ default: 30, minimum: 1, maximum: DAYS_MAX, description: 'How far the figures look back' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(DAYS_MAX)
  days: number = 30;

  @ApiPropertyOptional({ enum: ROSTERS, description: 'The roster before, or the one after; both by default' })
  @IsOptional()
  @IsIn(ROSTERS)
  roster?: RosterName;

  @ApiPropertyOptional({ example: 'seo-sem-agent', description: 'Of this agent alone' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  agentId?: string;
}

export class AgentSuccessView extends MeasuredView implements Success {
  @ApiProperty({ type: String, nullable: true, example: '98.4', description: 'Of a hundred; null when nothing ended' })
  percent!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it is not known' }) reason!: string | null;
}

export class StandstillRoomView {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '60',
    description: 'What the task that was refused may come to',
  })
  neededMinor!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '20',
    description: 'What its tightest hard limit has left now',
  })
  leftMinor!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'USD' }) currency!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why one of them is not known' }) reason!: string | null;
}

export class AgentStandstillView {
  @ApiProperty({ enum: ['over_budget', 'failing'] }) cause!: string;
  @ApiProperty({ example: 'no budget has room for it' }) reason!: string;
  @ApiProperty({ type: String, nullable: true, format: 'uuid', description: 'The task at which it was stopped' })
  taskId!: string | null;
  @ApiProperty({ format: 'date-time' }) stoppedAt!: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'Null when a person must end it' })
  until!: string | null;
  @ApiProperty({
    ...{ type: StandstillRoomView, nullable: true },
    description: 'Of a stop over budget, asked of finance now: it ends by itself once there is room. Null of others',
  })
  room!: StandstillRoomView | null;
}

export class AgentAtWorkView {
  @ApiProperty({ example: 'seo-sem-agent' }) agentId!: string;
  @ApiProperty({ type: AgentSuccessView, description: 'Tasks that ended in the period, and how many of them well' })
  success!: AgentSuccessView;
  @ApiProperty({ example: 3, description: 'Tasks it has that have not ended, at this moment' }) open!: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'Null: not in the period' })
  lastWorkedAt!: string | null;
  @ApiProperty({ type: AgentStandstillView, nullable: true, description: 'Why it gets no work for now' })
  stopped!: AgentStandstillView | null;
}

export class AgentsAtWorkView {
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was counted' }) to!: string;
  @ApiProperty({ example: 30 }) days!: number;
  @ApiProperty({ type: [AgentAtWorkView], description: 'Every agent asked for, in the order of their ids' })
  items!: AgentAtWorkView[];
}

export const periodOf = (days: number, now: Date): Date => new Date(now.getTime() - days * DAY_MS);

/** @param stop the newest of those in force, with its room where it is one over budget */
export function agentAtWorkView(
  agentId: string,
  work: AgentWork | undefined,
  stop: (AgentStop & { readonly room: StandstillRoomView | null }) | undefined,
  days: number,
): AgentAtWorkView {
  return {
    agentId,
    success: successOf(work?.succeeded ?? 0, work?.ended ?? 0, days),
    open: work?.open ?? 0,
    lastWorkedAt: work?.lastWorkedAt?.toISOString() ?? null,
    stopped: stop
      ? {
          ...{ cause: stop.cause, reason: stop.reason, taskId: stop.taskId },
          ...{ stoppedAt: stop.stoppedAt.toISOString(), until: stop.until?.toISOString() ?? null },
          room: stop.room,
        }
      : null,
  };
}

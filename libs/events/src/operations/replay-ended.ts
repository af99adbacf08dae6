import { IsInt, IsOptional, Min, ValidateIf } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsTextOrNull } from '../core/rules.js';

export const REPLAY_OUTCOMES = ['done', 'failed', 'aborted', 'interrupted'] as const;

/** Only `done` has changed the read model. */
@Event('vw.operations.replay.ended.v1', 'A read model was built anew and put in place, or the attempt was given up.')
export class ReplayEnded {
  @IsId() replayId!: string;
  @IsId() service!: string;
  @IsId() model!: string;
  @IsOneOf(REPLAY_OUTCOMES) outcome!: (typeof REPLAY_OUTCOMES)[number];
  @IsInt() @Min(0) handled!: number;
  /** Events that could not be handled and were left out. */
  @IsInt() @Min(0) failed!: number;
  /** How long the live consumer was held up, ms; absent when it never was. */
  @IsOptional() @ValidateIf((_, value) => value !== null) @Min(0) pauseMs?: number;
  @IsTextOrNull(8_000) error!: string | null;
}

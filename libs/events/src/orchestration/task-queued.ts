import { Event } from '../core/event-decorator.js';
import { IsId, IsIdOrNull } from '../core/rules.js';
import { TaskTold } from './task-told.js';

@Event('vw.orchestration.task.queued.v1', 'Work was asked for and taken.')
export class TaskQueued extends TaskTold {
  /** The identity that whoever asked gave it. */
  @IsId() key!: string;
  /** `agent:…`, `user:…`, `rule:…`. */
  @IsId() requestedBy!: string;
  @IsIdOrNull() parentId!: string | null;
}

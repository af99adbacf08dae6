import { Event } from '../core/event-decorator.js';
import { IsInstant, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { TaskTold } from './task-told.js';

@Event(
  'vw.orchestration.task.waiting.v1',
  'A task waits for somebody: a person’s yes or work, an answer to a question, money, or an answer from outside.',
)
export class TaskWaiting extends TaskTold {
  @IsOneOf(['approval', 'person', 'clarification', 'budget', 'callback']) waitsFor!: string;
  /** What is needed, in words. */
  @IsText(1_000) needs!: string;
  /** When it must have come; absent when it may take any time. */
  @IsOptional() @IsInstant() until?: string;
}

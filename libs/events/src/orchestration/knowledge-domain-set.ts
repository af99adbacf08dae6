import { IsArray, IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsText } from '../core/rules.js';

@Event(
  'vw.orchestration.knowledge_domain.set.v1',
  'A domain of the knowledge base was made, or who may read it was changed.',
)
export class KnowledgeDomainSet {
  @IsId() domainId!: string;
  @IsText(200) title!: string;
  @IsText(255) owner!: string;
  /** `*`, `agent:…`, `department:…`, `level:…`. */
  @IsArray() @IsText(100, { each: true }) readers!: string[];
  @IsInt() @Min(1) reviewEveryDays!: number;
  @IsInt() @Min(1) domainVersion!: number;
}

import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsOptional, IsText } from '../core/rules.js';

@Event(
  'vw.orchestration.article.set.v1',
  'An article of the knowledge base was written, reviewed, published or retired.',
)
export class ArticleSet {
  @IsId() articleId!: string;
  @IsId() domain!: string;
  @IsText(200) title!: string;
  /** Of the newest version. */
  @IsOneOf(['draft', 'in_review', 'published', 'retired']) state!: string;
  @IsInt() @Min(1) articleVersion!: number;
  /** What agents read since then; absent when nothing of it is published. */
  @IsOptional() @IsInt() @Min(1) publishedVersion?: number;
  @IsText(500) source!: string;
  @IsText(500) change!: string;
}

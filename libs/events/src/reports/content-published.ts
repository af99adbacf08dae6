import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsOptional, IsText } from '../core/rules.js';

@Event('vw.reports.content.published.v1', 'An agent published something: a post, a page, a newsletter.')
export class ContentPublished {
  @IsId() agentId!: string;
  /** blog, instagram, newsletter, … */
  @IsText(64) channel!: string;
  @IsText(500) title!: string;
  @IsOptional() @IsText(2_000) url?: string;
  @IsOptional() @IsText(255) campaign?: string;
  @IsInstant() publishedAt!: string;
}

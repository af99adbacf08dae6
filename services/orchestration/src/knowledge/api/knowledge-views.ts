import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DATA_CLASSES, type DataClass } from '../../registry/capability.js';
import {
  ARTICLE_STATES,
  citationOf,
  type Article,
  type ArticleState,
  type ArticleVersion,
  type Domain,
} from '../article.js';
import type { PublishedArticle } from '../articles/published-rows.js';
import type { ContradictionShown, Warning } from '../contradictions/contradiction-rows.js';
import { CONTRADICTION_STATES, type ContradictionState } from '../contradictions/standings.js';
import { SPLITS, type KeptQuestion, type Split } from '../golden/golden-rows.js';
import type { Found } from '../search/article-search.js';
import { ClaimBody } from './knowledge-requests.js';

export class OtherSideView {
  @ApiProperty({ type: String, example: 'faq-price-range@1' }) citation!: string;
  @ApiProperty({ type: String, example: '400' }) value!: string;
  @ApiProperty({ type: String }) source!: string;
}

export class WarningView {
  @ApiProperty({ type: String }) contradictionId!: string;
  @ApiProperty({ type: String, example: 'price.lowest' }) key!: string;
  @ApiProperty({ type: String, example: 'USD' }) unit!: string;
  @ApiProperty({ type: String, example: '153', description: 'What this article says' }) value!: string;
  @ApiProperty({ enum: ['open', 'resolved'], description: 'resolved: a person has said that the other one holds' })
  state!: 'open' | 'resolved';
  @ApiProperty({ type: OtherSideView, nullable: true, description: 'null when you may not read it' })
  other!: OtherSideView | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
}

export class FoundView {
  @ApiProperty({ type: String, example: 'prices-today' }) id!: string;
  @ApiProperty({ type: Number, example: 2 }) version!: number;
  @ApiProperty({ type: String, example: 'prices-today@2', description: 'What an answer names' }) citation!: string;
  @ApiProperty({ type: String, example: 'pricing' }) domain!: string;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String, description: 'Parts of the text, words in **' }) snippet!: string;
  @ApiProperty({ type: String }) source!: string;
  @ApiProperty({ type: String }) owner!: string;
  @ApiProperty({ enum: DATA_CLASSES }) dataClass!: DataClass;
  @ApiProperty({ type: String, format: 'date-time' }) validFrom!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) validUntil!: string | null;
  @ApiProperty({ type: Boolean, description: 'Somebody should have looked at it again by now' })
  isReviewOverdue!: boolean;
  @ApiProperty({ type: Number, example: 0.63 }) score!: number;
  @ApiProperty({ type: [WarningView], description: 'Empty when nothing contradicts it' }) warnings!: WarningView[];
}

export class SearchView {
  @ApiProperty({ type: [FoundView] }) items!: FoundView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
  @ApiProperty({ enum: ['off', 'used', 'failed'], description: 'Whether meaning counted beside words' })
  embeddings!: 'off' | 'used' | 'failed';
}

export class ArticleView {
  @ApiProperty({ type: String, example: 'prices-today' }) id!: string;
  @ApiProperty({ type: Number, example: 2 }) version!: number;
  @ApiProperty({ type: String, example: 'prices-today@2' }) citation!: string;
  @ApiProperty({ type: String }) domain!: string;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: [String] }) questions!: string[];
  @ApiProperty({ type: String, description: 'Markdown' }) body!: string;
  @ApiProperty({ type: String }) owner!: string;
  @ApiProperty({ type: String }) source!: string;
  @ApiProperty({ type: String, format: 'date-time' }) validFrom!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) validUntil!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) reviewDue!: string | null;
  @ApiProperty({ enum: DATA_CLASSES }) dataClass!: DataClass;
  @ApiPropertyOptional({ enum: ARTICLE_STATES, description: 'Of the newest version; people see it' })
  state?: ArticleState;
  @ApiPropertyOptional({ type: Number, nullable: true, description: 'What agents read at present' })
  publishedVersion?: number | null;
  @ApiPropertyOptional({ type: [String], description: 'People see it' }) readers?: string[];
  @ApiPropertyOptional({ type: [ClaimBody], description: 'People see it' }) claims?: ClaimBody[];
  @ApiPropertyOptional({ type: String, description: 'What this version changed' }) change?: string;
  @ApiPropertyOptional({ type: String, example: 'user:owner' }) actor?: string;
  @ApiPropertyOptional({ type: String, format: 'date-time' }) recordedAt?: string;
  @ApiPropertyOptional({ type: [WarningView] }) warnings?: WarningView[];
}

export class ArticlePageView {
  @ApiProperty({ type: [ArticleView] }) items!: ArticleView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export class DomainView {
  @ApiProperty({ type: String, example: 'pricing' }) id!: string;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String }) owner!: string;
  @ApiProperty({ type: [String] }) readers!: string[];
  @ApiProperty({ type: Number }) reviewEveryDays!: number;
  @ApiProperty({ type: Number }) version!: number;
  @ApiProperty({ type: String, format: 'date-time' }) changedAt!: string;
  @ApiProperty({ type: String }) changedBy!: string;
}

export class DomainPageView {
  @ApiProperty({ type: [DomainView] }) items!: DomainView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export class SideView {
  @ApiProperty({ type: String, example: 'faq-price-range@1' }) citation!: string;
  @ApiProperty({ type: String }) articleId!: string;
  @ApiProperty({ type: String, example: '400' }) value!: string;
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  @ApiProperty({ type: String, nullable: true }) source!: string | null;
}

export class ContradictionView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String, example: 'price.lowest' }) key!: string;
  @ApiProperty({ type: String, example: 'USD' }) unit!: string;
  @ApiProperty({ type: SideView }) first!: SideView;
  @ApiProperty({ type: SideView }) second!: SideView;
  @ApiProperty({ enum: CONTRADICTION_STATES }) state!: ContradictionState;
  @ApiProperty({ type: String, format: 'date-time' }) foundAt!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The article that is right' }) holds!: string | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) resolvedBy!: string | null;
}

export class ContradictionPageView {
  @ApiProperty({ type: [ContradictionView] }) items!: ContradictionView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export class GoldenQuestionView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String }) question!: string;
  @ApiProperty({ type: String }) expectedArticle!: string;
  @ApiProperty({ enum: SPLITS }) split!: Split;
  @ApiProperty({ type: Boolean }) retired!: boolean;
  @ApiProperty({ type: String }) addedBy!: string;
  @ApiProperty({ type: String, format: 'date-time' }) addedAt!: string;
}

export class GoldenQuestionPageView {
  @ApiProperty({ type: [GoldenQuestionView] }) items!: GoldenQuestionView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export class ReadView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String, example: 'agent:sales-director' }) actor!: string;
  @ApiProperty({ enum: ['search', 'read', 'list', 'contradictions'] }) act!: string;
  @ApiProperty({ type: String, description: 'What was asked for' }) asked!: string;
  @ApiProperty({ type: [String], example: ['prices-today@2'] }) found!: string[];
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
}

export class ReadPageView {
  @ApiProperty({ type: [ReadView] }) items!: ReadView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export const warningView = ({ other, ...warning }: Warning): WarningView => ({
  ...{ contradictionId: warning.contradictionId, key: warning.key, unit: warning.unit, value: warning.value },
  ...{ state: warning.state, reason: warning.reason },
  other: other && { citation: citationOf(other.articleId, other.version), value: other.value, source: other.source },
});

export const foundView = (found: Found, warnings: readonly Warning[], now: Date): FoundView => ({
  ...{ id: found.id, version: found.version, citation: citationOf(found.id, found.version), domain: found.domain },
  ...{
    title: found.title,
    snippet: found.snippet,
    source: found.source,
    owner: found.owner,
    dataClass: found.dataClass,
  },
  ...{ validFrom: found.validFrom.toISOString(), validUntil: found.validUntil?.toISOString() ?? null },
  ...{ isReviewOverdue: found.reviewDue <= now, score: found.score, warnings: warnings.map(warningView) },
});

export const publishedView = (article: PublishedArticle): ArticleView => ({
  ...{ id: article.id, version: article.version, citation: citationOf(article.id, article.version) },
  ...{ domain: article.domain, title: article.title, questions: [...article.questions], body: article.body },
  ...{ owner: article.owner, source: article.source, dataClass: article.dataClass },
  ...{ validFrom: article.validFrom.toISOString(), validUntil: article.validUntil?.toISOString() ?? null },
  reviewDue: article.reviewDue.toISOString(),
});

export const versionView = (article: ArticleVersion): ArticleView => ({
  ...{ id: article.id, version: article.version, citation: citationOf(article.id, article.version) },
  ...{ domain: article.domain, title: article.title, questions: [...article.questions], body: article.body },
  ...{ owner: article.owner, source: article.source, dataClass: article.dataClass },
  ...{ validFrom: article.validFrom.toISOString(), validUntil: article.validUntil?.toISOString() ?? null },
  ...{ reviewDue: article.reviewDue?.toISOString() ?? null, readers: [...article.readers] },
  claims: article.claims.map((claim) => ({ ...claim })),
  ...{ change: article.change, actor: article.actor, recordedAt: article.recordedAt.toISOString() },
});

export const articleView = (article: Article): ArticleView => ({
  ...versionView(article),
  ...{ state: article.state, publishedVersion: article.publishedVersion },
});

export const domainView = ({ changedAt, readers, ...domain }: Domain): DomainView => ({
  ...domain,
  ...{ readers: [...readers], changedAt: changedAt.toISOString() },
});

export const contradictionView = (one: ContradictionShown): ContradictionView => {
  const side = ({ articleId, version, ...rest }: ContradictionShown['first']): SideView => ({
    ...{ citation: citationOf(articleId, version), articleId, ...rest },
  });
  const { id, key, unit, state, holds, reason, resolvedBy } = one;
  return {
    ...{ id, key, unit, first: side(one.first), second: side(one.second), state },
    ...{ foundAt: one.foundAt.toISOString(), holds, reason, resolvedBy },
  };
};

export const goldenView = ({ addedAt, ...question }: KeptQuestion): GoldenQuestionView => ({
  ...question,
  addedAt: addedAt.toISOString(),
});

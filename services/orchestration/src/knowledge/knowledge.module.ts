import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { ReadLog } from './access/read-log.js';
import { ArticlesController } from './api/articles.controller.js';
import { GoldenController } from './api/golden.controller.js';
import { KnowledgeReader } from './api/knowledge-reader.js';
import { KnowledgeController } from './api/knowledge.controller.js';
import { ArticleDesk } from './articles/article-desk.js';
import { ContradictionDesk } from './contradictions/contradiction-desk.js';
import { DomainDesk } from './domains/domain-desk.js';
import { Embedder, HttpEmbedder } from './embeddings/embedder.js';
import { EmbeddingSweeper } from './embeddings/embedding-sweeper.js';
import { GoldenDesk } from './golden/golden-desk.js';
import { ArticleSearch } from './search/article-search.js';
import { KnowledgeSeeder } from './seeds/knowledge-seeder.js';

/** What the shop knows: articles with sources, who may read them, where they contradict each other, how often answers are right. */
@Module({
  imports: [RegistryModule],
  controllers: [ArticlesController, KnowledgeController, GoldenController],
  providers: [
    ...[ArticleDesk, DomainDesk, ContradictionDesk, GoldenDesk, ArticleSearch, KnowledgeReader, ReadLog],
    ...[KnowledgeSeeder, EmbeddingSweeper],
    { provide: Embedder, useClass: HttpEmbedder },
  ],
  exports: [KnowledgeReader, GoldenDesk],
})
export class KnowledgeModule {}

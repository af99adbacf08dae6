import { z } from 'zod';
import { defineTool } from '../tool.js';
import { warning } from './search-knowledge.js';

export const readArticle = defineTool({
  name: 'read_article',
  title: 'Read an article',
  description: 'One article as it is published now, whole. Cite it by its citation (article@version).',
  scope: 'mcp:knowledge',
  callers: 'everybody',
  effect: 'reads',
  input: z.strictObject({
    id: z.string().min(1).max(128).describe('As search_knowledge names it, without the version'),
  }),
  output: z.object({
    ...{ citation: z.string(), id: z.string(), version: z.int(), domain: z.string(), title: z.string() },
    body: z.string().describe('Markdown'),
    ...{ source: z.string(), owner: z.string(), validFrom: z.string(), validUntil: z.string().nullable() },
    reviewDue: z.string().nullable(),
    warnings: z.array(warning),
  }),
  async run({ id }, { caller, sources }) {
    const { warnings = [], ...article } = await sources.knowledge.article(caller.actor, id);
    const warned = warnings.length > 0 ? '\n\nAnother article contradicts it: see warnings.' : '';
    return {
      result: { ...article, warnings },
      text: `[${article.citation}] ${article.title}\n\n${article.body}${warned}`,
    };
  },
});

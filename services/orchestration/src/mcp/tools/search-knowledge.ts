import { z } from 'zod';
import { foundView } from '../../knowledge/api/knowledge-views.js';
import { defineTool } from '../tool.js';

const FOUND_MAX = 10;

/** What contradicts an article, as a reader must know it. */
export const warning = z.object({
  key: z.string(),
  value: z.string().describe('What this article says'),
  unit: z.string(),
  state: z.enum(['open', 'resolved']),
  other: z
    .object({ citation: z.string(), value: z.string() })
    .nullable()
    .describe('What says otherwise; null when you may not read it'),
});

export const searchKnowledge = defineTool({
  name: 'search_knowledge',
  title: 'Search the shop’s knowledge',
  description:
    'Articles that answer a question, best first, of those you may read. Cite what you use by its citation (article@version), and ' +
    'say so when there is a warning: another article contradicts it.',
  scope: 'mcp:knowledge',
  callers: 'everybody',
  effect: 'reads',
  input: z.strictObject({
    question: z.string().trim().min(1).max(300),
    domain: z.string().min(1).max(64).optional().describe('Only articles of this domain'),
    limit: z.int().min(1).max(FOUND_MAX).default(5),
  }),
  output: z.object({
    articles: z.array(
      z.object({
        ...{ citation: z.string(), id: z.string(), version: z.int(), domain: z.string(), title: z.string() },
        snippet: z.string().describe('Parts of the text, words in **'),
        ...{ source: z.string(), validFrom: z.string(), validUntil: z.string().nullable() },
        isReviewOverdue: z.boolean().describe('Somebody should have looked at it again by now'),
        warnings: z.array(warning),
      }),
    ),
    embeddings: z.enum(['off', 'used', 'failed']),
  }),
  async run({ question, domain, limit }, { caller, sources: { knowledge, clock } }) {
    const answer = await knowledge.search(caller.actor, { q: question, domain, limit });
    const now = clock.now();
    const articles = answer.found
      .slice(0, limit)
      .map((found) => foundView(found, answer.warnings.get(found.id) ?? [], now));
    const lines = articles.map(
      ({ citation, title, snippet, warnings }) =>
        `[${citation}] ${title}${warnings.length > 0 ? ' (contradicted, see warnings)' : ''}\n${snippet}`,
    );
    const text = lines.length > 0 ? lines.join('\n\n') : 'Nothing that you may read answers it.';
    return { result: { articles, embeddings: answer.embeddings }, text };
  },
});

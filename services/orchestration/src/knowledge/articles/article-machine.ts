import type { ArticleState } from '../article.js';

/** What can be done with an article. */
export const ARTICLE_STEPS = ['revise', 'submit', 'send_back', 'publish', 'retire'] as const;
export type ArticleStep = (typeof ARTICLE_STEPS)[number];

/**
 * The newest version of an article goes from draft over review to published:
 *
 *     draft ── submit ──▶ in_review ── publish ──▶ published ── retire ──▶ retired
 *       ▲                     │                        │                      │
 *       ├──── send_back ──────┘                        │                      │
 *       └──── revise ──────────────────────────────────┴──────────────────────┘
 *
 * - `revise` writes a further version, which is a draft; what is published stays so until the new version is published in its place.
 * - Only what was in review is published: nothing gets before agents and customers that nobody has looked at.
 * - `retire` ends everything: the version that is published, and one that was to come.
 */
const MACHINE: Readonly<Record<ArticleState, Partial<Record<ArticleStep, ArticleState>>>> = {
  draft: { revise: 'draft', submit: 'in_review', retire: 'retired' },
  in_review: { revise: 'draft', send_back: 'draft', publish: 'published', retire: 'retired' },
  published: { revise: 'draft', retire: 'retired' },
  retired: { revise: 'draft' },
};

const REFUSALS: Readonly<Record<ArticleStep, Partial<Record<ArticleState, string>>>> = {
  revise: {},
  submit: {
    in_review: 'It is in review already.',
    published: 'It is published; write a new version first.',
    retired: 'It is retired; write a new version first.',
  },
  send_back: {
    draft: 'It is a draft already.',
    published: 'It is published; write a new version, or retire it.',
    retired: 'It is retired; write a new version first.',
  },
  publish: {
    draft: 'Nobody has looked at it: submit it for review first.',
    published: 'It is published already.',
    retired: 'It is retired; write a new version first.',
  },
  retire: { retired: 'It is retired already.' },
};

export type ArticleMove =
  { readonly ok: true; readonly to: ArticleState } | { readonly ok: false; readonly reason: string };

/** Where a step leads from a state, or why it leads nowhere. */
export function moveArticle(from: ArticleState, step: ArticleStep): ArticleMove {
  const to = MACHINE[from][step];
  return to ? { ok: true, to } : { ok: false, reason: REFUSALS[step][from]! };
}

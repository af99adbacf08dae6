import { randomUUID } from 'node:crypto';
import type { Action } from '../command.js';
import { usageError } from '../command-error.js';
import { readJsonObject } from '../dlq/read-json.js';
import { columns, type Output } from '../output.js';
import { shown } from '../terminal.js';
import { articlePath, KNOWLEDGE, type ArticleShown } from './knowledge-api.js';
import { warningText } from './warning-text.js';

const PAGE_SIZE = 100;

/** One article with its source, its state and what contradicts it. */
export const show: Action<object> = async ({ api, output }, _options, [id]) => {
  const article = await api.get<ArticleShown>(articlePath(id!));
  output.result(article, () => articleText(output, article));
};

function articleText(output: Output, article: ArticleShown): string {
  const { citation, title, domain, state, publishedVersion, owner, source, validFrom, validUntil, reviewDue } = article;
  const published =
    publishedVersion === null || publishedVersion === undefined
      ? 'nothing of it is published'
      : `version ${publishedVersion} is published`;
  return [
    output.paint.bold(shown(`${citation}  ${title}`)),
    shown(`domain ${domain}, owner ${owner}, source: ${source}`),
    shown(
      `${state === undefined ? 'published' : `${state}; ${published}`}; valid from ${validFrom}${validUntil === null ? '' : ` until ${validUntil}`}`,
    ),
    ...(reviewDue === null ? [] : [shown(`to be looked at again by ${reviewDue}`)]),
    ...(article.warnings ?? []).map((warning) => output.paint.yellow(shown(warningText(warning)))),
    '',
    ...article.questions.map((question) => shown(`? ${question}`)),
    ...article.body.split('\n').map(shown),
  ].join('\n');
}

/** Enters the article of a JSON file as a draft. */
export const add: Action<object> = async ({ api, output, terminal }, _options, [file]) => {
  const article = await readJsonObject(terminal, file!);
  const made = await api.post<ArticleShown>(`${KNOWLEDGE}/articles`, article, keyed());
  output.result(made, () =>
    shown(`${made.citation} is a draft. Let it be reviewed: vw knowledge review ${made.id} --submit`),
  );
};

export interface ReviewOptions {
  readonly submit?: boolean;
  readonly publish?: boolean;
  readonly sendBack?: boolean;
  readonly retire?: boolean;
  readonly reason?: string;
  readonly limit: number;
}

/** A step of an article's review; without an article, what waits for one and what must be looked at again. */
export const review: Action<ReviewOptions> = async (context, options, [id]) => {
  const { api, output } = context;
  const steps = [
    ...(options.submit ? ['submit'] : []),
    ...(options.publish ? ['publish'] : []),
    ...(options.sendBack ? ['send-back'] : []),
    ...(options.retire ? ['retire'] : []),
  ];
  if (id === undefined) {
    if (steps.length > 0) throw usageError('Say which article: vw knowledge review <id> --publish');
    return waiting(context, options, []);
  }
  if (steps.length !== 1) throw usageError('Say one of --submit, --publish, --send-back, --retire.');
  const body = options.reason === undefined ? {} : { reason: options.reason };
  const article = await api.post<ArticleShown>(`${articlePath(id)}/${steps[0]!}`, body, keyed());
  output.result(article, () => shown(`${article.citation} is ${article.state}.`));
};

const waiting: Action<ReviewOptions> = async ({ api, output }, { limit }) => {
  const read = async (query: Record<string, string>): Promise<ArticleShown[]> => {
    const items: ArticleShown[] = [];
    for await (const one of api.pages<ArticleShown>(`${KNOWLEDGE}/articles`, query, limit, PAGE_SIZE)) items.push(one);
    return items;
  };
  const [inReview, due] = [await read({ state: 'in_review' }), await read({ isDue: 'true' })];
  output.result({ inReview, due }, () => {
    if (inReview.length + due.length === 0) return 'Nothing waits for a review.';
    const row = (why: string) => (one: ArticleShown) => [why, one.citation, one.domain, one.owner, one.title];
    const rows = [...inReview.map(row('in review')), ...due.map(row('due again'))];
    return output.table(columns(['why', 'article', 'domain', 'owner', 'title'], []), rows);
  });
};

const keyed = () => ({ 'idempotency-key': randomUUID() });

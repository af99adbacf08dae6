import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { shown } from '../terminal.js';
import { KNOWLEDGE, type SearchAnswer } from './knowledge-api.js';
import { warningText } from './warning-text.js';

/** What the knowledge base says to a question, best first, with article and version. Exit code 1 when it says nothing. */
export const search: Action<{ domain?: string; limit: number }> = async ({ api, output }, { domain, limit }, words) => {
  const answer = await api.get<SearchAnswer>(`${KNOWLEDGE}/search`, { q: words.join(' '), domain, limit });
  output.result(answer, () => {
    if (answer.items.length === 0) return 'Nothing is known of it, or nothing that you may read.';
    return answer.items
      .map(({ citation, title, snippet, source, isReviewOverdue, warnings }) =>
        [
          `${output.paint.bold(shown(citation))}  ${shown(title)}`,
          `  ${shown(snippet.replaceAll('\n', ' '))}`,
          `  ${output.paint.dim(shown(`source: ${source}`))}`,
          ...(isReviewOverdue ? ['  its review is overdue'] : []),
          ...warnings.map((warning) => `  ${output.paint.yellow(shown(warningText(warning)))}`),
        ].join('\n'),
      )
      .join('\n');
  });
  return answer.items.length === 0 ? ExitCode.negative : ExitCode.ok;
};

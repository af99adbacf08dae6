import type { Action } from '../command.js';
import { shown } from '../terminal.js';
import { CONSOLIDATION } from './consolidation-api.js';

/** A document of the consolidation as Markdown, made of what is in the registry now. Exit code 5 when there is none so named. */
export const document: Action<object> = async ({ api, output }, _options, [name]) => {
  const markdown = await api.text(`${CONSOLIDATION}/documents/${encodeURIComponent(name!)}`);
  output.result({ name, markdown }, () => markdown.trimEnd().split('\n').map(shown).join('\n'));
};

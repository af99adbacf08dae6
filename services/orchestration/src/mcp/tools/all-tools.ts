import type { Tool } from '../tool.js';
import { myTasks } from './my-tasks.js';
import { proposalState } from './proposal-state.js';
import { proposeAction } from './propose-action.js';
import { readArticle } from './read-article.js';
import { readKpi } from './read-kpi.js';
import { readTask } from './read-task.js';
import { reportInteraction } from './report-interaction.js';
import { reportOutcome } from './report-outcome.js';
import { requestSpend } from './request-spend.js';
import { searchKnowledge } from './search-knowledge.js';

/** Every tool there is at `/mcp`, in the order in which they are listed. A new one is an entry here. */
export const TOOLS: readonly Tool[] = [
  searchKnowledge,
  readArticle,
  myTasks,
  readTask,
  reportInteraction,
  reportOutcome,
  requestSpend,
  proposeAction,
  proposalState,
  readKpi,
];

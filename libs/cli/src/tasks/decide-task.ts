import type { TaskShown } from '@vividwalls/contracts';
import { keyed } from '../api/keyed.js';
import type { Api } from '../api/api.js';
import { CommandError, usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { jsonObject } from './json-input.js';
import { outcomeText } from './run-task.js';
import { taskPath } from './tasks-api.js';

/** Ends a task. Exit code 1 when it has ended. */
export const cancel: Action<{ reason: string }> = async ({ api, output }, { reason }, [id]) => {
  const task = await api.post<TaskShown>(`${taskPath(id!)}/cancel`, { reason });
  output.result(task, () => outcomeText(task));
};

/** Does the work of a task that ended without success once more, as a new task. */
export const retry: Action<object> = async ({ api, output }, _options, [id]) => {
  const task = await api.post<TaskShown>(`${taskPath(id!)}/retry`, {}, keyed());
  output.result(task, () => outcomeText(task));
};

/** Answers a task's questions in their order, or says what a person has done for it. */
export const answer: Action<{ output?: string }> = async ({ api, output, terminal }, given, [id, ...answers]) => {
  if ((given.output === undefined) === (answers.length === 0))
    throw usageError('Give answers to its questions, or what a person has done: --output JSON. See: vw tasks show ID');
  const body =
    given.output === undefined
      ? { clarifications: await answersByQuestion(api, id!, answers) }
      : { output: await jsonObject(terminal, '--output', given.output) };
  const task = await api.post<TaskShown>(`${taskPath(id!)}/answer`, body);
  output.result(task, () => outcomeText(task));
};

async function answersByQuestion(api: Api, id: string, answers: readonly string[]): Promise<Record<string, string>> {
  const task = await api.get<TaskShown>(taskPath(id));
  const { questions } = task;
  if (questions.length === 0) throw new CommandError(ExitCode.negative, `Nothing is asked. ${outcomeText(task)}`);
  if (answers.length > questions.length) {
    const asked = questions.map((question) => `\n  ${question}`).join('');
    throw usageError(`${answers.length} answers to ${questions.length} questions; quote each one.${asked}`);
  }
  return Object.fromEntries(answers.map((text, index) => [questions[index]!, text]));
}

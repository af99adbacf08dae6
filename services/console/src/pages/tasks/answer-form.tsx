import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '../../api/client';
import { Button } from '../../ui/button';
import { Fault } from '../../ui/fault';
import { Field, TextArea } from '../../ui/field';
import { said } from '../../ui/toasts';
import type { TaskView } from './tasks-search';
import { useAttempt } from '../../ui/use-attempt';

const LONGEST_ANSWER = 2_000;

/** The questions that a task asked back, each with room for its answer. */
export function AnswerForm({ task: { id, questions } }: { readonly task: TaskView }) {
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const { isBusy, error, attempt } = useAttempt();
  const client = useQueryClient();
  const given = Object.entries(answers).filter(([, answer]) => answer.trim() !== '');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await attempt(async () => {
      const { data } = await api.POST('/api/orchestration/tasks/{id}/answer', {
        params: { path: { id } },
        body: { clarifications: Object.fromEntries(given) },
      });
      client.setQueryData(['get', '/api/orchestration/tasks/{id}', { params: { path: { id } } }], data);
      said('Answered', 'The task goes on with it.');
    });
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      {questions.map((question) => (
        <Field key={question} label={question}>
          {(field) => (
            <TextArea
              {...{ id: field, rows: 2, maxLength: LONGEST_ANSWER, value: answers[question] ?? '' }}
              onChange={(event) => setAnswers({ ...answers, [question]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {error && <Fault error={error} />}
      <Button type="submit" look="primary" className="self-start" isBusy={isBusy} disabled={given.length === 0}>
        Answer
      </Button>
    </form>
  );
}

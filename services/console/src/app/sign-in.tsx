import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import { api } from '../api/client';
import { ProblemError } from '../api/problem';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Fault } from '../ui/fault';
import { Mark } from './mark';
import { sessionQuery } from './session';
import { useAttempt } from '../ui/use-attempt';

export function SignIn({ to }: { readonly to: string }) {
  const [key, setKey] = useState('');
  const { isBusy, error, attempt } = useAttempt();
  const client = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    document.title = 'Sign in · VividWalls';
  }, []);

  const signIn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await attempt(async () => {
      await api.POST('/api/session', { body: { key: key.trim() } });
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await navigate({ to, replace: true });
    });
  };

  const refusal =
    error instanceof ProblemError && error.status === 401 ? 'This key opens nothing. Is it whole?' : undefined;
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <form
        onSubmit={(event) => void signIn(event)}
        className="flex w-full max-w-sm flex-col gap-4 rounded-xl border border-line bg-surface p-6 shadow-raised"
      >
        <div className="flex items-center gap-3">
          <Mark className="size-9" />
          <div>
            <h1 className="text-lg font-semibold">VividWalls</h1>
            <p className="text-ink-2">The shop’s back office</p>
          </div>
        </div>
        <Field label="Key" fault={refusal} hint="The admin key that npm start printed, or an API key of yours.">
          {(id) => (
            <Input
              {...{
                id,
                type: 'password',
                autoComplete: 'current-password',
                autoFocus: true,
                required: true,
                maxLength: 512,
              }}
              aria-invalid={refusal !== undefined}
              value={key}
              onChange={(event) => setKey(event.target.value)}
            />
          )}
        </Field>
        {error && !refusal && <Fault error={error} />}
        <Button type="submit" look="primary" isBusy={isBusy} disabled={key.trim() === ''}>
          Sign in
        </Button>
      </form>
    </main>
  );
}

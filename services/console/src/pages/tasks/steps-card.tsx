import type { components } from '../../api/openapi';
import { formatNumber } from '../../format/numbers';
import { Badge } from '../../ui/badge';
import { Card } from '../../ui/card';
import { Json } from '../../ui/code';
import { Time } from '../../ui/time';

type Step = components['schemas']['TaskStepView'];

/** Steps of a playbook that began, with what each came to. */
export function StepsCard({ steps }: { readonly steps: readonly Step[] }) {
  if (steps.length === 0) return null;
  return (
    <Card title="Steps of its playbook" hint="A step that is done is never done again.">
      <ol className="flex flex-col gap-2">
        {steps.map(({ step, state, begunAt, doneAt, output, outputCharacters }) => (
          <li key={step}>
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="min-w-0 font-medium break-words">{step}</span>
              <Badge tone={state === 'done' ? 'good' : 'info'}>{state}</Badge>
              <span className="text-[13px] text-ink-3">
                <Time at={doneAt ?? begunAt} as="clock" />
              </span>
            </p>
            {output !== null && (
              <details>
                <summary className="text-[13px] text-ink-2 hover:text-ink">What it came to</summary>
                <Json value={output} />
              </details>
            )}
            {output === null && outputCharacters > 4 && (
              <p className="text-[13px] text-ink-3">
                What it came to has {formatNumber(outputCharacters)} characters, too many to show here.
              </p>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

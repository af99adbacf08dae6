import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { plural } from '../../format/words';
import { Card } from '../../ui/card';
import { PlaceLink } from '../../ui/place-links';
import type { Trouble } from './troubles';

/** What is wrong, in words; or that nothing is. */
export function TroublesCard({ troubles }: { readonly troubles: readonly Trouble[] }) {
  if (troubles.length === 0) {
    return (
      <p
        role="status"
        className="flex items-center gap-2 rounded-lg border border-line bg-good-soft p-4 font-semibold text-good"
      >
        <CircleCheck aria-hidden className="size-5" />
        Everything works, and nothing waits too long.
      </p>
    );
  }
  return (
    <Card title={plural(troubles.length, 'thing needs a look', 'things need a look')} isPadded={false}>
      <ul>
        {troubles.map(({ tone, text, to }) => {
          const Icon = tone === 'bad' ? CircleX : CircleAlert;
          return (
            <li key={text} className="flex items-baseline gap-2 border-b border-line px-4 py-2.5 last:border-0">
              <Icon
                aria-hidden
                className={`size-4 shrink-0 translate-y-0.5 ${tone === 'bad' ? 'text-bad' : 'text-warn'}`}
              />
              <span className="min-w-0 flex-1 break-words">
                <span className="sr-only">{tone === 'bad' ? 'Broken: ' : 'Look at: '}</span>
                {text}
              </span>
              {to !== undefined && to !== '/system' && <PlaceLink to={to}>Show</PlaceLink>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

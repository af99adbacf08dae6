import { Card } from '../../ui/card';
import { Time } from '../../ui/time';
import { People } from './people';
import { TRAIL_KINDS } from './state-words';
import type { ApprovalDetail } from './use-inbox';

/** Who said what, oldest first. */
export function ApprovalTrail({ approval: { timeline } }: { readonly approval: ApprovalDetail }) {
  return (
    <Card title="Trail" hint="Nothing in it is ever changed; it only grows.">
      <ol className="flex flex-col gap-3">
        {timeline.map(({ seq, kind, actor, note, at }) => (
          <li key={seq} className="border-l-2 border-line-strong pl-3">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="inline-block font-medium first-letter:uppercase">
                <People names={[actor]} />
              </span>
              <span>{TRAIL_KINDS[kind] ?? kind.replaceAll('_', ' ')}</span>
              <span className="text-[13px] text-ink-3">
                <Time at={at} />
              </span>
            </p>
            {note !== '' && <p className="break-words text-ink-2">{note}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}

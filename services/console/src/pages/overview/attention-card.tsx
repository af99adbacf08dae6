import { Link } from '@tanstack/react-router';
import { ChevronRight, CircleCheck } from 'lucide-react';
import { $api } from '../../api/client';
import { plural } from '../../format/words';
import { useMay } from '../../app/session';
import { useWaiting } from '../../app/nav-count';
import { Badge, type Tone } from '../../ui/badge';
import { Card } from '../../ui/card';
import { Answered } from '../../ui/loading';
import { Freshness, Time } from '../../ui/time';

interface Line {
  readonly severity: 'critical' | 'warning' | 'note';
  readonly title: string;
  readonly since: string | null;
  readonly link: string | null;
}

const SAID: Readonly<Record<Line['severity'], readonly [Tone, string]>> = {
  critical: ['bad', 'Critical'],
  warning: ['warn', 'Warning'],
  note: ['info', 'Note'],
};

/** What waits for a person, most urgent first. An empty list is good news and says so. */
export function AttentionCard() {
  const attention = $api.useQuery(
    'get',
    '/api/orchestration/attention',
    {},
    { meta: { topics: ['orchestration'] }, refetchInterval: 30_000 },
  );
  const own = useOwnLines();
  return (
    <Card
      title="Needs you"
      isPadded={false}
      actions={
        attention.data && (
          <span className="text-xs">
            <Freshness at={attention.data.asOf} staleAfterMs={90_000} />
          </span>
        )
      }
    >
      <Answered of={attention}>
        {({ items }) => {
          const lines: Line[] = [...own, ...items].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
          return lines.length === 0 ? <AllWell /> : <Lines lines={lines} />;
        }}
      </Answered>
    </Card>
  );
}

const RANK = { critical: 0, warning: 1, note: 2 } as const;

/** What other services know: questions that end soon, and letters that no consumer could handle. */
function useOwnLines(): Line[] {
  const approvals = $api.useQuery(
    'get',
    '/api/governance/approvals/counts',
    {},
    { enabled: useMay('governance:read'), meta: { topics: ['governance.approval'] } },
  ).data;
  const letters = useWaiting()['/dead-letters']?.count ?? 0;
  return [
    ...(approvals && approvals.soon > 0
      ? [line('critical', `${plural(approvals.soon, 'approval ends', 'approvals end')} within the hour`, '/approvals')]
      : []),
    ...(letters > 0 ? [line('warning', `${plural(letters, 'event')} could not be handled`, '/dead-letters')] : []),
    ...(approvals && approvals.waiting > 0
      ? [line('note', `${plural(approvals.waiting, 'approval waits', 'approvals wait')} for a decision`, '/approvals')]
      : []),
  ];
}

const line = (severity: Line['severity'], title: string, link: string): Line => ({
  severity,
  title,
  link,
  since: null,
});

const AllWell = () => (
  <p className="flex items-center gap-2 p-4 text-ink-2">
    <CircleCheck aria-hidden className="size-5 text-good" />
    Nothing waits for you, and nothing is late.
  </p>
);

const Lines = ({ lines }: { readonly lines: readonly Line[] }) => (
  <ul>
    {lines.map(({ severity, title, since, link }) => (
      <li key={title} className="border-b border-line last:border-0">
        <Link to={(link ?? '/tasks') as '/'} className="flex items-center gap-3 px-4 py-2.5 hover:bg-sunken">
          <span className="w-24 shrink-0">
            <Badge tone={SAID[severity][0]}>{SAID[severity][1]}</Badge>
          </span>
          <span className="min-w-0 flex-1">{title}</span>
          {since !== null && (
            <span className="shrink-0 text-[13px] text-ink-3 max-sm:hidden">
              since <Time at={since} as="ago" />
            </span>
          )}
          <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3" />
        </Link>
      </li>
    ))}
  </ul>
);

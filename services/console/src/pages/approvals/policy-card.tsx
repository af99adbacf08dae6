import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { components } from '../../api/openapi';
import { formatDuration } from '../../format/numbers';
import { useSession } from '../../app/session';
import { plural } from '../../format/words';
import { Badge, type Tone } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Fact, Facts } from '../../ui/facts';
import { Answered } from '../../ui/loading';
import { ActorName } from '../../ui/place-links';
import { Time } from '../../ui/time';
import { People } from './people';
import { policyInWords } from './policy-words';
import { useActs } from './use-inbox';

export type Policy = components['schemas']['PolicyView'];

const TONES: Readonly<Record<Policy['state'], Tone>> = { live: 'good', draft: 'info', retired: 'none' };

/** One rule with its threshold, who decides, and what it would do to what was asked before. */
export function PolicyCard({ policy }: { readonly policy: Policy }) {
  const { id, name, act, when, effect, approvers, votes, expiresInS, state, version, liveVersion, source } = policy;
  const acts = useActs();
  const known = acts.data?.find((one) => one.name === act);
  const title = known?.title ?? act;
  const words = policyInWords(when, known?.facts ?? [], useSession().shop.currency);
  return (
    <section
      id={id}
      className="flex scroll-mt-20 flex-col gap-3 rounded-lg border border-line bg-surface p-4 target:border-accent"
    >
      <header className="flex flex-wrap items-start gap-2">
        <h2 className="min-w-0 flex-1 basis-52 font-semibold break-words">{name}</h2>
        <Badge tone={TONES[state]}>{state}</Badge>
      </header>
      <Facts>
        <Fact name="Act">{title}</Fact>
        <Fact name={effect === 'deny' ? 'Denied when' : 'Asked when'}>
          {when === 'true' ? 'always' : words}
          {when !== 'true' && <code className="block font-mono text-[12.5px] break-words text-ink-3">{when}</code>}
        </Fact>
        <Fact name="Decided by">
          {approvers.length > 0 ? <People names={approvers} /> : 'everybody who may approve'};{' '}
          {known?.moneyLeaves && votes < 2
            ? 'two say yes, because money leaves (one in a shop of one person)'
            : plural(votes, 'yes', 'yeses')}
        </Fact>
        <Fact name="Waits">{formatDuration(expiresInS * 1_000)}, then the answer is no</Fact>
        <Fact name="Version">
          {version}
          {liveVersion === null ? ', none is live' : liveVersion === version ? ', live' : `; ${liveVersion} is live`},
          by <ActorName actor={policy.updatedBy} />, <Time at={policy.updatedAt} as="day" />
        </Fact>
        <Fact name="Source">{source}</Fact>
      </Facts>
      <DryRun id={id} />
    </section>
  );
}

function DryRun({ id }: { readonly id: string }) {
  const [isAsked, setAsked] = useState(false);
  const run = useQuery({
    queryKey: ['policy dry run', id],
    enabled: isAsked,
    queryFn: async () => {
      const asked = { params: { path: { id } }, body: {} };
      return (await api.POST('/api/governance/policies/{id}/dry-run', asked)).data!;
    },
  });
  if (!isAsked) {
    return (
      <Button isSmall className="self-start" onClick={() => setAsked(true)}>
        Dry run
      </Button>
    );
  }
  return (
    <Answered of={run} lines={1}>
      {({ acts, holds, unknown, changed }) => (
        <p className="rounded-md bg-sunken px-3 py-2">
          Of {plural(acts, 'act')} asked about before it holds for {holds}
          {unknown > 0 && ` and can’t tell for ${unknown}`}; {changed} would be answered otherwise than now.
        </p>
      )}
    </Answered>
  );
}

import { Link } from '@tanstack/react-router';
import { formatDuration } from '../../format/numbers';
import { Card } from '../../ui/card';
import { Fact, Facts } from '../../ui/facts';
import { Time } from '../../ui/time';
import type { ApprovalDetail } from './use-inbox';

/** Why a person is asked: the words of whoever asks, and the rules that want it with the figures by which they do. */
export function ApprovalWhy({ approval }: { readonly approval: ApprovalDetail }) {
  const { why, costOfWaiting, policies, votesNeeded } = approval;
  return (
    <Card title="Why it is asked">
      <div className="flex flex-col gap-3">
        <p className="break-words">{why}</p>
        {costOfWaiting !== null && <p className="text-ink-2">Waiting costs: {costOfWaiting}</p>}
        <ul className="flex flex-col gap-2">
          {policies.map(({ id, version, name, why: by, outcome, source }) => (
            <li key={id} className="rounded-md bg-sunken px-3 py-2">
              <p className="font-medium">
                {version === null ? (
                  name
                ) : (
                  <Link
                    to="/approvals/policies"
                    hash={id}
                    className="text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
                  >
                    {name}
                  </Link>
                )}
              </p>
              <p className="text-[13px] text-ink-2">
                {outcome === 'unknown' && 'Whether it holds is not known, which counts as if it did: '}
                {outcome === 'holds' && by !== 'true' && 'Because '}
                {by === 'true' ? (
                  'It holds for every one, whatever the figures.'
                ) : (
                  <code className="font-mono break-words">{by}</code>
                )}
              </p>
              <p className="text-[13px] break-words text-ink-3">
                {version !== null && `version ${version} · `}
                {source}
              </p>
            </li>
          ))}
        </ul>
        <Consequences approval={approval} votesNeeded={votesNeeded} />
      </div>
    </Card>
  );
}

function Consequences({ approval, votesNeeded }: { readonly approval: ApprovalDetail; readonly votesNeeded: number }) {
  const { state, expiresAt, useBy, useWithinS, usedAt, usedFor, taskId, resume } = approval;
  if (state === 'pending') {
    const goesOn =
      taskId !== null ? 'the task goes on' : resume ? `the workflow at ${resume.host} goes on` : 'whoever asks goes on';
    return (
      <Facts>
        <Fact name="If approved">
          {votesNeeded > 1 && 'Once everybody has approved, '}
          {votesNeeded > 1 ? goesOn : goesOn.charAt(0).toUpperCase() + goesOn.slice(1)} with exactly this, once, within{' '}
          {formatDuration(useWithinS * 1_000)}.
        </Fact>
        <Fact name="If rejected">It is not done{taskId !== null && ', and its task fails'}.</Fact>
        <Fact name="If nobody answers">
          At <Time at={expiresAt} /> the answer is no.
        </Fact>
      </Facts>
    );
  }
  return (
    <Facts>
      {usedAt !== null && (
        <Fact name="Used">
          <Time at={usedAt} as="exact" /> for <code className="font-mono text-[12.5px] break-all">{usedFor}</code>
        </Fact>
      )}
      {state === 'approved' && useBy !== null && (
        <Fact name="May be used">
          once, until <Time at={useBy} as="exact" />
        </Fact>
      )}
      {resume && (
        <Fact name="Workflow">
          {resume.host}: {resume.state}
          {resume.lastError !== null && `, ${resume.lastError}`}
        </Fact>
      )}
    </Facts>
  );
}

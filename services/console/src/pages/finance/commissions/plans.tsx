import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { formatPercent } from '../../../format/numbers';
import { formatCalendar } from '../../../format/times';
import { plural } from '../../../format/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { ActorName } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import { PayeeName } from './payee-name';
import { versionWords } from './version-words';

type Plan = components['schemas']['PlanView'];
const PPM_PER_PERCENT = 10_000;

/** Whose credits count, at what rate, since when; every version is kept. */
export function Plans() {
  const meta = { topics: ['finance.commission_plan'] };
  const plans = $api.useInfiniteQuery('get', '/api/finance/commissions/plans', {}, { ...BY_CURSOR, meta });
  return (
    <Answered of={plans}>
      {(pages) => {
        const rows = rowsOf<Plan>(pages);
        return (
          <>
            {rows.length === 0 && (
              <Card>
                <Empty title="No commission plan">
                  A plan says whose credits count and at what rate. It is made by the API (
                  <code>POST /api/finance/commissions/plans</code>) or by <code>vw commissions</code>; ask the preview
                  first what it would have cost.
                </Empty>
              </Card>
            )}
            {rows.map((plan) => (
              <PlanCard key={plan.id} plan={plan} />
            ))}
            {plans.hasNextPage && (
              <Button isBusy={plans.isFetchingNextPage} onClick={() => void plans.fetchNextPage()}>
                Load more
              </Button>
            )}
          </>
        );
      }}
    </Answered>
  );
}

const PlanCard = ({ plan }: { readonly plan: Plan }) => (
  <Card
    title={
      <>
        {plan.name}: <PayeeName of={plan.beneficiary} />
      </>
    }
    hint={`Counted by ${plan.period} in ${plan.currency}, since ${formatCalendar(plan.validFrom)}${
      plan.validTo ? ` until ${formatCalendar(plan.validTo)}` : ''
    }. ${plural(plan.versions.length, 'version')}.`}
  >
    <ol className="flex flex-col gap-3">
      {[...plan.versions].reverse().map((version, at) => (
        <li key={version.version} className={at > 0 ? 'text-ink-2' : undefined}>
          <p>
            <strong className="font-medium">Version {version.version}</strong>, since{' '}
            {formatCalendar(version.validFrom)}: {versionWords(version, plan.currency).join(', ')}.
          </p>
          <p className="text-[13px] text-ink-3">
            {version.split.length > 1 && (
              <>
                Shared:{' '}
                {version.split.map((payee, place) => (
                  <span key={`${payee.kind} ${payee.id}`}>
                    {place > 0 && ', '}
                    {formatPercent(payee.sharePpm / PPM_PER_PERCENT)} <PayeeName of={payee} />
                  </span>
                ))}
                .{' '}
              </>
            )}
            Set <Time at={version.recordedAt} /> by <ActorName actor={version.actor} />.
          </p>
        </li>
      ))}
    </ol>
  </Card>
);

import { $api } from '../../../api/client';
import { Badge } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { Answered } from '../../../ui/loading';
import { Money } from '../../../ui/money';
import { Time } from '../../../ui/time';
import { ModelSwitch } from '../attribution/model-switch';
import { useSearchChange } from '../shared/use-search-change';
import { modelLabel, type Model } from '../shared/words';
import { CreditHistory } from './credit-history';
import { LeftOutList } from './left-out-list';
import { ShareSentences } from './share-sentences';
import { TouchList } from './touch-list';
import { TouchTimeline } from './touch-timeline';
import { isNothingLeft, type OrderAttribution } from './who-got-it';

interface OrderCreditsProps {
  readonly orderId: string;
  readonly model: Model | undefined;
}

/** Who the revenue went to, and why: in sentences, in time, and touch by touch. */
export function OrderCredits({ orderId, model }: OrderCreditsProps) {
  const change = useSearchChange();
  const params = { path: { shopifyOrderId: orderId }, query: { model } };
  const attribution = $api.useQuery(
    'get',
    '/api/finance/orders/{shopifyOrderId}/attribution',
    { params },
    { meta: { topics: ['finance.attribution'] }, placeholderData: (before) => before },
  );
  return (
    <Answered of={attribution} lines={8}>
      {(shown) => (
        <>
          <Card
            title="Who its revenue went to, and why"
            hint={<Standing of={shown} />}
            actions={
              shown.hypothetical ? <Badge tone="info">What {modelLabel(shown.model)} would say</Badge> : undefined
            }
          >
            <div className="flex flex-col gap-4">
              <ShareSentences of={shown} />
              <ModelSwitch
                model={shown.model}
                modelOfRecord={shown.modelOfRecord}
                onModel={(one) => change({ model: one === shown.modelOfRecord ? undefined : one })}
              />
              {shown.notes.map((note) => (
                <p key={note} className="text-[13px] text-ink-2">
                  {note}
                </p>
              ))}
            </div>
          </Card>
          {shown.placedAt !== null && shown.lookbackFrom !== null && (
            <Card
              title="The touches in time"
              hint="Each touch is a time an agent, a campaign or a code reached the customer. Only those within the window count."
            >
              <TouchTimeline of={shown} placedAt={shown.placedAt} lookbackFrom={shown.lookbackFrom} />
              <TouchList of={shown} placedAt={shown.placedAt} />
              <LeftOutList of={shown} placedAt={shown.placedAt} />
            </Card>
          )}
          <CreditHistory sets={shown.sets} />
        </>
      )}
    </Answered>
  );
}

function Standing({ of }: { readonly of: OrderAttribution }) {
  const { netRevenueMinor, currency, open, closesAt } = of;
  return (
    <>
      {currency !== null && !isNothingLeft(of) && (
        <>
          <Money minor={netRevenueMinor} currency={currency} /> to divide.{' '}
        </>
      )}
      {closesAt !== null &&
        (open ? (
          <>
            A touch that becomes known until <Time at={closesAt} as="day" /> can still change it.
          </>
        ) : (
          <>
            Closed since <Time at={closesAt} as="day" />: touches that become known later change nothing.
          </>
        ))}
    </>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { BookOpenText } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { $api } from '../../../api/client';
import { isShopifyId, orderOf } from '../../../app/order-ids';
import { useOrderName } from '../../../app/order-names';
import { formatDuration } from '../../../format/numbers';
import { plural } from '../../../format/words';
import { useLine } from '../../../live/live';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ChartFrame } from '../../../ui/chart-frame';
import { Empty } from '../../../ui/empty';
import { FilterInput } from '../../../ui/filter-input';
import { SubjectFilter } from '../../../ui/subject-filter';
import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { OrderLink } from '../../../ui/place-links';
import { EventTabs } from '../event-tabs';
import { streamLabel, troubleOf } from '../event-words';
import { StoryGraph } from './story-graph';
import { storyLayout, type StoryEvent, type StoryLayout } from './story-layout';
import type { StorySearch } from './story-search';
import { StoryTable } from './story-table';

const MOST_EVENTS = 1_000;

/** One order's whole story, or whatever followed from one first cause, over all services. */
export function StoryPage({ search }: { readonly search: StorySearch }) {
  const navigate = useNavigate();
  const { subject, correlationId } = search;
  const name = useOrderName(subject !== undefined && isShopifyId(subject) ? subject : undefined);
  return (
    <Page title={titleOf(search, name)} description="Who did what, and why, across all services.">
      <EventTabs />
      <div role="search" className="grid gap-2 sm:grid-cols-2 lg:max-w-3xl">
        <SubjectFilter
          isSearch
          label="Subject"
          placeholder="An order, such as #1042, or another subject"
          value={subject}
          onValue={(text) =>
            void navigate({ to: '/events/story', search: text === undefined ? {} : { subject: text }, replace: true })
          }
        />
        <FilterInput
          label="Correlation id"
          placeholder="or a correlation id"
          value={correlationId}
          onValue={(text) =>
            void navigate({ to: '/events/story', search: text === undefined ? {} : { correlationId: text } })
          }
        />
      </div>
      {subject === undefined && correlationId === undefined ? (
        <Card>
          <Empty title="Whose story?" icon={BookOpenText}>
            Write the number of an order above. Every event leads to its story too.
          </Empty>
        </Card>
      ) : (
        <Story search={search} />
      )}
    </Page>
  );
}

const titleOf = ({ subject, correlationId }: StorySearch, order: string | undefined): string =>
  order !== undefined
    ? `Story of order ${order}`
    : subject !== undefined
      ? `Story of ${subject}`
      : correlationId !== undefined
        ? 'Story of one cause'
        : 'Story';

function Story({ search }: { readonly search: StorySearch }) {
  const { each, ...of } = search;
  const query = $api.useQuery('get', '/api/audit/story', { params: { query: { ...of, limit: MOST_EVENTS } } });
  useStoryGoesOn(search, query.data?.items, () => void query.refetch());
  return (
    <Answered of={query} lines={10}>
      {({ items, isCut }) => <Told items={items} isCut={isCut} isEach={each === true} search={search} />}
    </Answered>
  );
}

interface ToldProps {
  readonly items: readonly StoryEvent[];
  readonly isCut: boolean;
  readonly isEach: boolean;
  readonly search: StorySearch;
}

function Told({ items, isCut, isEach, search }: ToldProps) {
  const navigate = useNavigate();
  const layout = useMemo(() => storyLayout(items, isEach), [items, isEach]);
  const order = items.map(orderOf).find((one) => one !== undefined);
  if (items.length === 0) {
    return (
      <Card>
        <Empty title="Nothing is recorded about it" icon={BookOpenText}>
          An order is written as the shop shows it, such as #1042, or by its id; other subjects and ids are written
          whole.
        </Empty>
      </Card>
    );
  }
  const summary = summaryOf(items, layout);
  const { each: _each, ...of } = search;
  return (
    <ChartFrame
      title={isCut ? `The first ${plural(items.length, 'event')}` : plural(items.length, 'event')}
      hint={summary}
      summary={`${summary} The table has every event.`}
      actions={
        <>
          {order !== undefined && (
            <span className="text-ink-2">
              Order <OrderLink id={order} />
            </span>
          )}
          <Button
            isSmall
            look="quiet"
            aria-pressed={isEach}
            onClick={() =>
              void navigate({ to: '/events/story', search: isEach ? of : { ...of, each: true }, replace: true })
            }
          >
            {isEach ? 'Take repeats together' : 'Every event'}
          </Button>
        </>
      }
      chart={<StoryGraph layout={layout} />}
      table={<StoryTable events={items} />}
    />
  );
}

function summaryOf(items: readonly StoryEvent[], { lanes, columns }: StoryLayout): string {
  const bad = items.filter((event) => troubleOf(event)?.tone === 'bad').length;
  const where = lanes.map(streamLabel).join(', ');
  const took = formatDuration(columns.at(-1)?.sinceMs ?? 0);
  return `In ${took}, through ${where}. ${bad === 0 ? 'Nothing failed.' : `${plural(bad, 'thing')} went wrong.`}`;
}

/** Asks again when something happened that belongs to the story. */
function useStoryGoesOn(search: StorySearch, items: readonly StoryEvent[] | undefined, again: () => void): void {
  const line = useLine();
  useEffect(() => {
    const causes = new Set(items?.map(({ correlationId }) => correlationId));
    return line.listen((facts, isReset) => {
      const isMore = facts.some(
        ({ subject, correlationId }) =>
          (subject !== null && subject === search.subject) || (correlationId !== null && causes.has(correlationId)),
      );
      if (isReset || isMore) again();
    });
  });
}

import { Link } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { formatNumber } from '../../format/numbers';
import { plural } from '../../format/words';
import { Card } from '../../ui/card';
import { Answered } from '../../ui/loading';
import { Time } from '../../ui/time';
import { shortType } from '../events/event-words';
import { byConsumer, countOf, type ConsumerGroup } from './letter-groups';
import type { LetterSearch } from './letter-search';
import { reasonMeaning, stateLabel } from './letter-words';

/** Letters by consumer, error and type; each group leads to its letters. */
export function GroupsCard({ search }: { readonly search: LetterSearch }) {
  const { state = 'open' } = search;
  const query = $api.useQuery(
    ...(['get', '/api/gateway/dead-letters/summary', { params: { query: { state } } }] as const),
    { meta: { topics: ['dlq'] } },
  );
  return (
    <Answered of={query}>
      {({ items }) =>
        items.length > 0 && (
          <Card
            title={`${plural(countOf(items), 'letter')}${state === 'all' ? '' : `, ${stateLabel(state)}`}`}
            hint="By consumer, error and type; the newest first. Press one to see its letters."
            isPadded={false}
          >
            {byConsumer(items).map((group) => (
              <Consumer key={group.consumer} group={group} search={search} />
            ))}
          </Card>
        )
      }
    </Answered>
  );
}

function Consumer({
  group: { consumer, count, groups },
  search,
}: {
  readonly group: ConsumerGroup;
  readonly search: LetterSearch;
}) {
  return (
    <section className="border-b border-line last:border-0">
      <h3 className="flex items-baseline gap-2 bg-sunken px-4 py-1.5 font-medium">
        {consumer} <span className="text-[13px] font-normal text-ink-3">{plural(count, 'letter')}</span>
      </h3>
      <ul>
        {groups.map(({ type, reason, state, count: own, newest, oldest }) => {
          const isChosen = search.consumer === consumer && search.reason === reason && (search.type ?? null) === type;
          return (
            <li key={`${reason} ${type} ${state}`} className="border-t border-line first:border-0">
              <Link
                to="/dead-letters"
                search={
                  isChosen
                    ? { ...(search.state && { state: search.state }) }
                    : { consumer, reason, ...(type && { type }), ...(search.state && { state: search.state }) }
                }
                replace
                aria-current={isChosen || undefined}
                className="grid grid-cols-[3.5rem_1fr] items-center gap-x-3 px-4 py-2 hover:bg-sunken aria-[current]:bg-accent-soft md:grid-cols-[3.5rem_minmax(0,1fr)_minmax(0,1.2fr)_20rem]"
              >
                <span className="tnum text-right font-semibold">{formatNumber(own)}</span>
                <span title={reasonMeaning(reason)} className="truncate">
                  {reason}
                </span>
                <span title={type ?? undefined} className="truncate text-ink-2 max-md:col-start-2">
                  {shortType(type)}
                </span>
                <span className="text-[13px] text-ink-3 max-md:col-start-2 md:text-right">
                  newest <Time at={newest} as="ago" />
                  {own > 1 && (
                    <>
                      , oldest <Time at={oldest} as="ago" />
                    </>
                  )}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

import { $api } from '../../../api/client';
import { Card } from '../../../ui/card';
import { Id } from '../../../ui/code';
import { Answered } from '../../../ui/loading';
import { PlaceLink, StoryLink } from '../../../ui/place-links';
import { shortType, streamLabel } from '../event-words';
import type { Entry } from './event-page';

const MOST_SHOWN = 12;

interface Kin {
  readonly position: string;
  readonly type: string | null;
  readonly stream: string;
}

/** What this event followed from, and what followed from it. */
export function Kinship({ entry }: { readonly entry: Entry }) {
  const { correlationId, causationId, id } = entry;
  const query = $api.useQuery(
    ...(['get', '/api/audit/story', { params: { query: { correlationId: correlationId ?? '' } } }] as const),
    { enabled: correlationId !== null },
  );
  if (correlationId === null) return null;
  return (
    <Card title="Cause and effect" actions={<StoryLink id={correlationId}>Search this correlation</StoryLink>}>
      <Answered of={query}>
        {({ items, isCut }) => {
          const cause = items.find((one) => one.id === causationId && one.position !== entry.position);
          const effects = items.filter((one) => one.causationId === id && one.position !== entry.position);
          return (
            <div className="flex flex-col gap-3">
              <div>
                <h3 className="text-[13px] text-ink-3">Followed from</h3>
                {cause ? <KinLink kin={cause} /> : <NoCause entry={entry} isCut={isCut} />}
              </div>
              <div>
                <h3 className="text-[13px] text-ink-3">Led to</h3>
                {effects.length === 0 && <p>Nothing{isCut ? ' in the first part of its story' : ''}.</p>}
                <ul>
                  {effects.slice(0, MOST_SHOWN).map((kin) => (
                    <li key={kin.position}>
                      <KinLink kin={kin} />
                    </li>
                  ))}
                </ul>
                {effects.length > MOST_SHOWN && <p className="text-ink-3">and {effects.length - MOST_SHOWN} more</p>}
              </div>
              <p className="text-[13px] text-ink-3">
                First cause <Id length={20}>{correlationId}</Id>
              </p>
            </div>
          );
        }}
      </Answered>
    </Card>
  );
}

const KinLink = ({ kin }: { readonly kin: Kin }) => (
  <PlaceLink to={`/events/${kin.position}`}>
    {shortType(kin.type)} ({streamLabel(kin.stream)}, entry {kin.position})
  </PlaceLink>
);

function NoCause({ entry, isCut }: { readonly entry: Entry; readonly isCut: boolean }) {
  const { causationId, id, correlationId } = entry;
  if (causationId === null || causationId === id) return <p>It is the first of its story.</p>;
  if (isCut) return <p>Its cause is not in this first part of the story.</p>;
  return causationId === correlationId ? (
    <p>A request, not an event: nothing recorded comes before it.</p>
  ) : (
    <p>
      <Id length={20}>{causationId}</Id>, which is no event of the record.
    </p>
  );
}

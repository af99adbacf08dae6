import type { ReactNode } from 'react';
import { Card } from '../../../ui/card';
import { ActorName, PlaceLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { Letter } from './letter-page';

interface Step {
  readonly key: string;
  readonly at?: string | null;
  readonly text: ReactNode;
}

/** What happened to the message, the first at the top. */
export function LetterHistory({ letter }: { readonly letter: Letter }) {
  return (
    <Card title="History">
      <ol className="flex flex-col gap-3">
        {stepsOf(letter).map(({ key, at, text }) => (
          <li key={key} className="border-l-2 border-line-strong pl-3">
            <p>{text}</p>
            {at && (
              <p className="text-[13px] text-ink-3">
                <Time at={at} as="exact" />
              </p>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function stepsOf(letter: Letter): Step[] {
  const { previousLetterId, nextLetterId, attempts, failedAt, lastAct, outcome, settledAt } = letter;
  return [
    ...(previousLetterId === null
      ? []
      : [
          {
            key: 'before',
            text: (
              <>
                It had failed before: <PlaceLink to={`/dead-letters/${previousLetterId}`}>the letter before</PlaceLink>
              </>
            ),
          },
        ]),
    {
      ...{ key: 'failed', at: failedAt },
      text:
        attempts === 0 ? 'Given up' : attempts === 1 ? 'Given up after one try' : `Given up after ${attempts} tries`,
    },
    ...(lastAct === null
      ? []
      : [
          {
            ...{ key: 'act', at: lastAct.at },
            text: (
              <>
                {lastAct.kind === 'redriven' ? 'Sent again' : 'Discarded'}
                {lastAct.edited && ' after it was mended'} by <ActorName actor={lastAct.by} />: {lastAct.reason}
              </>
            ),
          },
        ]),
    ...(outcome === null
      ? []
      : [
          {
            ...{ key: 'outcome', at: settledAt },
            text: outcome === 'handled' ? 'Its consumer handled it' : <FailedAgain next={nextLetterId} />,
          },
        ]),
  ];
}

const FailedAgain = ({ next }: { readonly next: string | null }) => (
  <>
    It failed again{next !== null && ': '}
    {next !== null && <PlaceLink to={`/dead-letters/${next}`}>the next letter</PlaceLink>}
  </>
);

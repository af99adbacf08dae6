import { useNavigate } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, CircleDot, CircleX, Info, type LucideIcon } from 'lucide-react';
import { plural } from '../../format/words';
import type { Tone } from '../../ui/badge';
import { Card } from '../../ui/card';
import { cx } from '../../ui/class-names';
import { Json } from '../../ui/code';
import { Empty } from '../../ui/empty';
import { ActorName, OrderLink, PlaceLink } from '../../ui/place-links';
import { Time } from '../../ui/time';
import { Amount } from '../approvals/shown';
import { ofSources, SOURCES, type Source, type StoryLine } from './merge-timeline';
import { NoteText } from './note-text';
import { readTaskSearch, sourcesOf, withSource, type TaskSearch } from './task-search';
import type { TaskView } from './tasks-search';

const NAMES: Readonly<Record<Source, string>> = {
  ...{ task: 'Task', step: 'Steps', approval: 'Approvals', spend: 'Money', event: 'Events' },
};

const TOLD_BY: Readonly<Record<Source, string>> = {
  ...{ task: 'task', step: 'playbook', approval: 'governance', spend: 'finance', event: 'event' },
};

interface TaskTimelineProps {
  readonly task: TaskView;
  readonly story: readonly StoryLine[];
  /** What can’t be shown, and why. */
  readonly missing: readonly string[];
  readonly search: TaskSearch;
}

/** What happened, of all sources, oldest first. Each line says who told it, and leads to its proof. */
export function TaskTimeline({ task, story, missing, search }: TaskTimelineProps) {
  const wanted = sourcesOf(search.sources);
  const shown = ofSources(story, wanted);
  return (
    <Card
      title="Timeline"
      hint={`${plural(shown.length, 'entry', 'entries')}, oldest first`}
      isPadded={false}
      actions={<SourceChips task={task} story={story} search={search} />}
    >
      {missing.length > 0 && (
        <p className="border-b border-line bg-warn-soft px-4 py-2 text-[13px] text-warn">
          Not shown: {missing.join('; ')}
        </p>
      )}
      {shown.length === 0 ? (
        <Empty title="Nothing of these sources">Choose another source above.</Empty>
      ) : (
        <ol aria-label="Timeline">
          {shown.map((line, at) => (
            <Line key={line.key} line={line} isSameDay={isOfSameDay(shown[at - 1], line)} />
          ))}
        </ol>
      )}
    </Card>
  );
}

const isOfSameDay = (before: StoryLine | undefined, line: StoryLine): boolean =>
  before !== undefined && before.at.slice(0, 10) === line.at.slice(0, 10);

function SourceChips({ task, story, search }: Pick<TaskTimelineProps, 'task' | 'story' | 'search'>) {
  const navigate = useNavigate();
  const wanted = sourcesOf(search.sources);
  const show = (change: Readonly<Record<string, unknown>>): void =>
    void navigate({
      to: '/tasks/$id',
      params: { id: task.id },
      search: readTaskSearch({ ...search, ...change }),
      replace: true,
      resetScroll: false,
    });
  return (
    <div role="group" aria-label="Sources" className="flex flex-wrap gap-1">
      {SOURCES.map((source) => {
        const count = story.filter((line) => line.source === source).length;
        return (
          <Chip
            key={source}
            isOn={wanted.includes(source)}
            onClick={() => show({ sources: withSource(search.sources, source) })}
          >
            {NAMES[source]} {count}
          </Chip>
        );
      })}
      <Chip isOn={search.story === true} onClick={() => show({ story: search.story !== true })}>
        Whole story
      </Chip>
    </div>
  );
}

interface ChipProps {
  readonly isOn: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

const Chip = ({ isOn, onClick, children }: ChipProps) => (
  <button
    type="button"
    aria-pressed={isOn}
    onClick={onClick}
    className={cx(
      'tnum h-7 rounded-full border px-2.5 text-[13px]',
      isOn ? 'border-accent bg-accent-soft text-accent' : 'border-line text-ink-2 hover:bg-sunken',
    )}
  >
    {children}
  </button>
);

const ICONS: Readonly<Record<Tone, readonly [LucideIcon, string]>> = {
  good: [CircleCheck, 'text-good'],
  warn: [CircleAlert, 'text-warn'],
  bad: [CircleX, 'text-bad'],
  info: [Info, 'text-info'],
  none: [CircleDot, 'text-ink-3'],
};

function Line({ line, isSameDay }: { readonly line: StoryLine; readonly isSameDay: boolean }) {
  const { at, source, title, text, actor, tone, money, order, to, facts } = line;
  const [Icon, colour] = ICONS[tone];
  return (
    <li
      className={cx(
        'grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 border-b border-line px-4 py-2 last:border-0 sm:grid-cols-[7.5rem_auto_minmax(0,1fr)]',
        tone === 'bad' && 'bg-bad-soft',
      )}
    >
      <span className="text-[13px] text-ink-3 max-sm:col-span-2">
        {!isSameDay && (
          <span className="block">
            <Time at={at} as="day" />
          </span>
        )}
        <Time at={at} as="clock" />
      </span>
      <Icon aria-hidden className={cx('mt-0.5 size-4', colour)} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className={cx('font-medium break-words', tone === 'bad' && 'text-bad')}>
            {to === undefined ? title : <PlaceLink to={to}>{title}</PlaceLink>}
          </span>
          {money && <Amount minor={money.minor} currency={money.currency} />}
          <span className="text-[13px] text-ink-3">
            {TOLD_BY[source]}
            {actor !== null && (
              <>
                {' · '}
                <ActorName actor={actor} />
              </>
            )}
          </span>
        </p>
        {order !== undefined && (
          <p className="text-ink-2">
            Order <OrderLink id={order} />
          </p>
        )}
        {text !== '' && (
          <p className="break-words text-ink-2">
            <NoteText>{text}</NoteText>
          </p>
        )}
        {facts && (
          <details>
            <summary className="text-[13px] text-ink-3 hover:text-ink">Details</summary>
            <Json value={facts} />
          </details>
        )}
      </div>
    </li>
  );
}

import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleX, FlaskConical } from 'lucide-react';
import { cx } from '../../../ui/class-names';
import { shortType, streamLabel, troubleOf } from '../event-words';
import type { StoryNode } from './story-layout';
import { NODE_HIGH_PX } from './story-places';

/** An event in the picture; several of a kind lead to the first of them. */
export function StoryNodeLink({ node, isOnWay }: { readonly node: StoryNode; readonly isOnWay: boolean }) {
  const [first] = node.events;
  const trouble = troubleOf(first!);
  const isBad = trouble?.tone === 'bad';
  const Icon = isBad ? CircleX : CircleAlert;
  const count = node.events.length;
  return (
    <Link
      to="/events/$position"
      params={{ position: node.key }}
      data-node={node.key}
      title={`${first!.type ?? 'not an event'} · ${first!.subject ?? ''} · ${first!.actor ?? ''}`}
      style={{ height: NODE_HIGH_PX }}
      className={cx(
        'flex flex-col justify-center rounded-md border px-2.5 text-[13px] leading-tight hover:border-accent',
        isBad ? 'border-bad bg-bad-soft' : trouble ? 'border-warn bg-warn-soft' : 'border-line-strong bg-raised',
        isOnWay && 'outline-2 outline-accent',
      )}
    >
      <span className="line-clamp-2 font-medium">
        {shortType(first!.type)}
        {count > 1 && <span className="ml-1 text-ink-3">×{count}</span>}
      </span>
      {(trouble || first!.test) && (
        <span className="flex items-center gap-2 text-xs">
          {trouble && (
            <span className={cx('flex items-center gap-1 font-medium', isBad ? 'text-bad' : 'text-warn')}>
              <Icon aria-hidden className="size-3.5" />
              {trouble.word}
            </span>
          )}
          {first!.test && (
            <span className="flex items-center gap-1 text-ink-3">
              <FlaskConical aria-hidden className="size-3" />
              test
            </span>
          )}
        </span>
      )}
      <span className="sr-only"> in {streamLabel(first!.stream)}</span>
    </Link>
  );
}

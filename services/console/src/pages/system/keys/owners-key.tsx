import type { components } from '../../../api/openapi';
import { ActorName } from '../../../ui/place-links';

/** The key that no list has: it is changed where it is set. */
export const OwnersKey = ({
  owner: { actor, setBy, isYours },
}: {
  readonly owner: components['schemas']['OwnersKeyView'];
}) => (
  <p className="text-ink-2">
    The owner’s key is not in this list: the setting <code className="font-mono text-[12.5px]">{setBy}</code> holds it,
    and it may do everything as <ActorName actor={actor} />.{isYours && ' You are signed in with it.'}
  </p>
);

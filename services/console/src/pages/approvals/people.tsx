import { ActorName } from '../../ui/place-links';

/** Whatever else ends a question. */
const WHO: Readonly<Record<string, string>> = { system: 'time', policy: 'a policy' };

/** Those who act on approvals, one after the other. */
export const People = ({ names }: { readonly names: readonly string[] }) =>
  names.map((name, at) => (
    <span key={name}>
      {at > 0 && ', '}
      <ActorName actor={WHO[name] ?? name} />
    </span>
  ));

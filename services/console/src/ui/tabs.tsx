import { Link } from '@tanstack/react-router';
import { scopeOf } from '../app/page-scopes';
import { useMayEach } from '../app/session';

export interface TabLink {
  readonly to: string;
  readonly label: string;
  readonly isExact?: boolean;
}

interface TabLinksProps {
  readonly label: string;
  readonly tabs: readonly TabLink[];
  /** What all parts have in common, such as a period: it goes along. */
  readonly search?: Readonly<Record<string, string | undefined>>;
}

/** Parts of one area, each with its own address; those that the key may not see are left out. */
export function TabLinks({ label, tabs, search }: TabLinksProps) {
  const may = useMayEach();
  const open = tabs.filter(({ to }) => may(scopeOf(to) ?? ''));
  return (
    <nav aria-label={label} className="-mb-px flex gap-1 overflow-x-auto border-b border-line">
      {open.map(({ to, label: text, isExact = true }) => (
        <Link
          key={to}
          to={to as '/'}
          search={(search ?? {}) as never}
          activeOptions={{ exact: isExact, includeSearch: false }}
          className="border-b-2 border-transparent px-3 py-2 font-medium whitespace-nowrap text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}

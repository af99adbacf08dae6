import { Link, Outlet } from '@tanstack/react-router';
import { Menu as MenuIcon, Search } from 'lucide-react';
import { useState } from 'react';
import { LiveProvider } from '../live/live';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/code';
import { AccountMenu } from './account-menu';
import { AllowedPage } from './allowed-page';
import { LivePill } from './live-pill';
import { Mark } from './mark';
import { NAVIGATION } from './navigation';
import { NavCount, useWaiting } from './nav-count';
import { scopeOf } from './page-scopes';
import { Palette } from './palette';
import { useMayEach } from './session';
import { ShortcutHelp, useShortcuts } from './shortcuts';

/** What stands around every page: where one can go, whether it is live, who looks. */
export function Shell() {
  return (
    <LiveProvider>
      <Frame />
    </LiveProvider>
  );
}

function Frame() {
  const [open, setOpen] = useState<'palette' | 'help' | 'menu'>();
  useShortcuts({ onPalette: () => setOpen('palette'), onHelp: () => setOpen('help') });
  const close = () => setOpen(undefined);
  return (
    <div className="flex min-h-dvh">
      <a
        href="#page"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:p-2"
      >
        Skip to the page
      </a>
      <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface lg:flex">
        <Home />
        <Places />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b border-line bg-surface/95 px-3 backdrop-blur sm:px-6">
          <button
            type="button"
            aria-label="Pages"
            className="rounded-md p-2 hover:bg-sunken lg:hidden"
            onClick={() => setOpen('menu')}
          >
            <MenuIcon aria-hidden className="size-5" />
          </button>
          <button
            type="button"
            onClick={() => setOpen('palette')}
            className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md border border-line-strong bg-sunken px-3 text-left text-ink-3 sm:max-w-md"
          >
            <Search aria-hidden className="size-4 shrink-0" />
            <span className="min-w-0 flex-1 truncate">Go to a page, an order, an agent …</span>
            <span className="hidden sm:inline">
              <Kbd>Ctrl K</Kbd>
            </span>
          </button>
          <div className="ml-auto flex items-center gap-1">
            <LivePill />
            <AccountMenu onHelp={() => setOpen('help')} />
          </div>
        </header>
        <main id="page" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          <AllowedPage>
            <Outlet />
          </AllowedPage>
        </main>
      </div>
      {open === 'palette' && <Palette onClose={close} onHelp={() => setOpen('help')} />}
      {open === 'help' && <ShortcutHelp onClose={close} />}
      <Dialog isOpen={open === 'menu'} onClose={close} title="Pages">
        <div onClick={close}>
          <Places />
        </div>
      </Dialog>
    </div>
  );
}

const Home = () => (
  <Link to="/" className="flex h-13 shrink-0 items-center gap-2.5 px-4 font-semibold">
    <Mark className="size-6" />
    VividWalls
  </Link>
);

function Places() {
  const waiting = useWaiting();
  const may = useMayEach();
  const groups = NAVIGATION.map(({ label, places }) => ({
    ...{ label, places: places.filter(({ to }) => may(scopeOf(to) ?? '')) },
  })).filter(({ places }) => places.length > 0);
  return (
    <nav aria-label="Main" className="flex flex-col gap-4 px-2 py-3">
      {groups.map(({ label, places }) => (
        <div key={label}>
          <p className="px-2 pb-1 text-xs font-medium text-ink-3">{label}</p>
          <ul className="flex flex-col gap-0.5">
            {places.map(({ to, label: text, icon: Icon }) => (
              <li key={to}>
                <Link
                  to={to as '/'}
                  activeOptions={{ exact: to === '/' || to === '/system', includeSearch: false }}
                  className="flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-2 hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
                >
                  <Icon aria-hidden className="size-4 shrink-0" />
                  {text}
                  <NavCount of={waiting[to]} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

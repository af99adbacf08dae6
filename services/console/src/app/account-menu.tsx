import { Menu } from '@base-ui/react/menu';
import { Check, CircleUser, Keyboard, LogOut, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { actorWords } from '../format/actors';
import { setTheme, useTheme, type Theme } from '../theme/theme';
import { useSession } from './session';
import { useSignOut } from './sign-out';

const THEMES: readonly (readonly [Theme, string, LucideIcon])[] = [
  ['system', 'As the system', Monitor],
  ['light', 'Light', Sun],
  ['dark', 'Dark', Moon],
];

const ITEM = 'flex h-8 w-full items-center gap-2 rounded-md px-2 select-none data-[highlighted]:bg-sunken';

export function AccountMenu({ onHelp }: { readonly onHelp: () => void }) {
  const { actor, shop, version } = useSession();
  const theme = useTheme();
  const signOut = useSignOut();
  return (
    <Menu.Root>
      <Menu.Trigger aria-label="Account" className="rounded-md p-2 text-ink-2 hover:bg-sunken hover:text-ink">
        <CircleUser aria-hidden className="size-5" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={6} className="z-50">
          <Menu.Popup className="w-60 rounded-lg border border-line bg-raised p-1 shadow-raised outline-none">
            <div className="border-b border-line px-2 py-1.5">
              <p className="truncate font-medium first-letter:uppercase" title={actor}>
                {actorWords(actor)}
              </p>
              <p className="text-[13px] text-ink-3">
                {shop.timeZone} · {shop.currency} · version {version}
              </p>
            </div>
            <Menu.RadioGroup
              value={theme}
              onValueChange={(next: Theme) => setTheme(next)}
              className="border-b border-line py-1"
            >
              {THEMES.map(([value, label, Icon]) => (
                <Menu.RadioItem key={value} value={value} className={ITEM}>
                  <Icon aria-hidden className="size-4" />
                  <span className="flex-1">{label}</span>
                  <Menu.RadioItemIndicator>
                    <Check aria-hidden className="size-4" />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <div className="pt-1">
              <Item icon={Keyboard} onClick={onHelp}>
                Keyboard shortcuts
              </Item>
              <Item icon={LogOut} onClick={() => void signOut()}>
                Sign out
              </Item>
            </div>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ItemProps {
  readonly icon: LucideIcon;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

const Item = ({ icon: Icon, onClick, children }: ItemProps) => (
  <Menu.Item className={ITEM} onClick={onClick}>
    <Icon aria-hidden className="size-4" />
    {children}
  </Menu.Item>
);

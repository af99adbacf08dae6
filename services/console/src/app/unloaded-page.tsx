import { Unplug } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button';
import { Empty } from '../ui/empty';
import { Page } from '../ui/page';
import { lookAtDoor, mayReload, type Reached } from './page-scripts';

/** The page did not come: that there is no connection, and another try. A new version is gone to by itself, once. */
export function UnloadedPage() {
  const [reached, setReached] = useState<Reached>();
  const [isLooking, setLooking] = useState(false);
  useEffect(() => {
    void look().then((found) => {
      if (found === 'new-version' && mayReload(runningEntry()!, sessionStorage)) window.location.reload();
      else setReached(found);
    });
  }, []);
  const again = async (): Promise<void> => {
    setLooking(true);
    const found = await look();
    if (found !== 'no-connection') return window.location.reload();
    setReached(found);
    setLooking(false);
  };
  if (reached === undefined) return null;
  const isAway = reached === 'no-connection';
  return (
    <Page title={isAway ? 'No connection' : 'This page did not load'}>
      <Empty title={isAway ? 'This page can’t be fetched now' : 'The connection failed for a moment'} icon={Unplug}>
        {isAway ? 'What was loaded before can still be looked at.' : 'It is there again.'}
        <span className="mt-3 flex justify-center">
          <Button look="primary" isBusy={isLooking} onClick={() => void again()}>
            Try again
          </Button>
        </span>
      </Empty>
    </Page>
  );
}

const runningEntry = (): string | undefined =>
  document.querySelector<HTMLScriptElement>('script[type="module"][src*="/assets/"]')?.getAttribute('src') ?? undefined;

const look = (): Promise<Reached> => lookAtDoor(runningEntry(), () => fetch('/', { cache: 'no-store' }));

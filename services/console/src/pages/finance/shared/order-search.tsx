import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { api } from '../../../api/client';
import { Button } from '../../../ui/button';
import { Fault } from '../../../ui/fault';
import { Input } from '../../../ui/field';
import type { components } from '../../../api/openapi';
import { useAttempt } from '../../../ui/use-attempt';
import { FoundOrders } from './found-orders';

type Found = components['schemas']['FoundOrderView'];

/** Leads to an order by the number that the shop shows, or by its id. */
export function OrderSearch() {
  const navigate = useNavigate();
  const [number, setNumber] = useState('');
  const { isBusy, error, attempt } = useAttempt();
  const [found, setFound] = useState<readonly Found[]>();
  const find = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (number.trim() === '') return;
    setFound(undefined);
    await attempt(async () => {
      const { data } = await api.GET('/api/finance/orders', { params: { query: { number: number.trim() } } });
      const items = data?.items ?? [];
      if (items.length === 1) await navigate({ to: `/finance/orders/${encodeURIComponent(items[0]!.orderId)}` as '/' });
      else setFound(items);
    });
  };
  return (
    <form role="search" className="flex max-w-full flex-col gap-2" onSubmit={(event) => void find(event)}>
      <div className="flex gap-2">
        <Input
          type="search"
          aria-label="Order number"
          placeholder="Order, such as #1001"
          className="w-64!"
          maxLength={64}
          value={number}
          onChange={({ target }) => setNumber(target.value)}
        />
        <Button type="submit" isBusy={isBusy} icon={<Search aria-hidden className="size-4" />}>
          Find order
        </Button>
      </div>
      {error && <Fault error={error} />}
      {found?.length === 0 && (
        <p role="status" className="text-[13px] text-ink-2">
          No order in the books has this number.
        </p>
      )}
      {found && found.length > 1 && <FoundOrders orders={found} />}
    </form>
  );
}

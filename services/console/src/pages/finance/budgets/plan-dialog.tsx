import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { $api, api } from '../../../api/client';
import { useShop } from '../../../app/session';
import { asWords, plural } from '../../../format/words';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Fault } from '../../../ui/fault';
import { Field, Input, Select } from '../../../ui/field';
import { Answered } from '../../../ui/loading';
import { formatPercent } from '../../../format/numbers';
import { Money } from '../../../ui/money';
import { said } from '../../../ui/toasts';
import type { components } from '../../../api/openapi';
import { dayIn, wholeMonth } from '../shared/presets';
import { AmountField } from './amount-field';
import { minorOf } from './minor-of';
import { useAttempt } from '../../../ui/use-attempt';

type Plan = components['schemas']['BudgetPlanView'];

/** Makes the budgets of one of the shop's named plans; all of them, or none. */
export function PlanDialog({ onClose }: { readonly onClose: () => void }) {
  const plans = $api.useQuery('get', '/api/finance/budgets/plans');
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title="Apply a budget plan"
      description="The shop’s documents name several, and they contradict one another. None is in force until you apply it."
    >
      <Answered of={plans}>{(all) => <PlanForm plans={all} onClose={onClose} />}</Answered>
    </Dialog>
  );
}

function PlanForm({ plans, onClose }: { readonly plans: readonly Plan[]; readonly onClose: () => void }) {
  const shop = useShop();
  const client = useQueryClient();
  const month = wholeMonth(dayIn(shop.timeZone, new Date()));
  const [name, setName] = useState(plans[0]?.name ?? '');
  const [total, setTotal] = useState('');
  const [from, setFrom] = useState(month.from);
  const [to, setTo] = useState(month.to);
  const [limit, setLimit] = useState<'hard' | 'soft'>('hard');
  const [key] = useState(() => crypto.randomUUID());
  const { error, isBusy, attempt } = useAttempt();
  const plan = plans.find((one) => one.name === name);
  if (!plan) return <p>The shop has no named plan.</p>;
  const currency = plan.currency ?? shop.currency;
  const totalMinor = plan.currency === undefined ? minorOf(total, currency) : undefined;
  const isReady = plan.currency !== undefined || totalMinor !== undefined;
  const apply = () =>
    void attempt(async () => {
      const { data } = await api.POST('/api/finance/budgets/plans/{name}/apply', {
        params: { path: { name }, header: { 'idempotency-key': key } },
        body: { currency, periodStart: from, periodEnd: to, limit, ...(totalMinor !== undefined && { totalMinor }) },
      });
      said('Plan applied', `${plural(data?.budgets.length ?? 0, 'budget')} made.`);
      await client.invalidateQueries({ queryKey: ['get', '/api/finance/budgets'] });
      onClose();
    });
  return (
    <div className="flex flex-col gap-3">
      <Field label="Plan" hint={`Source: ${plan.source}`}>
        {(id) => (
          <Select
            id={id}
            value={name}
            choices={plans.map((one) => ({ value: one.name, label: one.title }))}
            onChange={setName}
          />
        )}
      </Field>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2 text-[13px]">
        {plan.parts.map(({ department, percent, amountMinor }) => (
          <li key={department}>
            {asWords(department)}:{' '}
            {percent !== undefined ? (
              `${formatPercent(percent)} of ${plan.of}`
            ) : (
              <Money minor={amountMinor} currency={currency} />
            )}
          </li>
        ))}
      </ul>
      {plan.contradicts.length > 0 && (
        <p className="text-[13px] text-warn">It contradicts: {plan.contradicts.join(', ')}.</p>
      )}
      {plan.currency === undefined && (
        <AmountField
          label={`What is split: ${plan.of}`}
          unit={currency}
          hint="Shares are rounded so that no cent is lost."
          value={total}
          onChange={setTotal}
        />
      )}
      <div className="flex flex-wrap gap-3">
        <Field label="First day">
          {(id) => <Input id={id} type="date" value={from} max={to} onChange={({ target }) => setFrom(target.value)} />}
        </Field>
        <Field label="Last day">
          {(id) => <Input id={id} type="date" value={to} min={from} onChange={({ target }) => setTo(target.value)} />}
        </Field>
        <Field label="Limit">
          {(id) => (
            <Select
              id={id}
              value={limit}
              choices={[
                { value: 'hard', label: 'Hard: nothing beyond it' },
                { value: 'soft', label: 'Soft: beyond it is asked for' },
              ]}
              onChange={setLimit}
            />
          )}
        </Field>
      </div>
      {error && <Fault error={error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={!isReady} isBusy={isBusy} onClick={apply}>
          Apply the plan
        </Button>
      </div>
    </div>
  );
}

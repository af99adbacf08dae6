import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { $api, api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { useShop } from '../../../app/session';
import { Field, Select } from '../../../ui/field';
import { Answered } from '../../../ui/loading';
import { ReasonDialog } from '../../../ui/reason-dialog';
import { said } from '../../../ui/toasts';
import { dayIn } from '../shared/presets';
import { useAgentNames } from '../../../app/agent-names';
import { AmountField } from './amount-field';
import { scopeWords, type Budget } from './budget-words';
import { minorOf } from './minor-of';

/** Asks for money to go from one budget to another; nothing moves until it is approved. */
export function TransferDialog({ onClose }: { readonly onClose: () => void }) {
  const { timeZone } = useShop();
  const client = useQueryClient();
  const query = { on: dayIn(timeZone, new Date()), limit: 200 };
  const budgets = $api.useInfiniteQuery('get', '/api/finance/budgets', { params: { query } }, BY_CURSOR);
  const all = rowsOf<Budget>(budgets.data);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [typed, setTyped] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const unit = all.find(({ id }) => id === from)?.unit;
  const ask = async (reason: string): Promise<void> => {
    const amountMinor = unit && minorOf(typed, unit);
    if (!from || !to) throw new Error('Choose the budget to take from and the one to give to.');
    if (amountMinor === undefined || amountMinor === '')
      throw new Error(`“${typed}” is no amount. Write it like 1234.50.`);
    await api.POST('/api/finance/budgets/transfers', {
      params: { header: { 'idempotency-key': key } },
      body: { fromBudgetId: from, toBudgetId: to, amountMinor, reason },
    });
    said('Transfer asked for', 'It waits for approval; nothing has moved yet.');
    await client.invalidateQueries({ queryKey: ['get', '/api/finance/budgets/transfers'] });
  };
  return (
    <ReasonDialog
      title="Ask for a transfer"
      description="From one budget to another in the same currency or unit. It waits for approval, then moves at once."
      action="Ask"
      onClose={onClose}
      onConfirm={ask}
    >
      <Answered of={budgets}>
        {() => (
          <>
            <BudgetChoice label="From" value={from} budgets={all} onChange={setFrom} />
            <BudgetChoice
              label="To"
              value={to}
              budgets={all.filter((one) => one.id !== from && (unit === undefined || one.unit === unit))}
              onChange={setTo}
            />
            <AmountField label="Amount" unit={unit ?? 'of the budget’s unit'} value={typed} onChange={setTyped} />
          </>
        )}
      </Answered>
    </ReasonDialog>
  );
}

interface BudgetChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly budgets: readonly Budget[];
  readonly onChange: (id: string) => void;
}

function BudgetChoice({ label, value, budgets, onChange }: BudgetChoiceProps) {
  const nameOf = useAgentNames();
  const choices = budgets.map((one) => ({
    value: one.id,
    label: one.agentId ? `${nameOf(one.agentId)} (${scopeWords(one)})` : scopeWords(one),
  }));
  return (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          value={value}
          choices={[{ value: '', label: 'Choose a budget' }, ...choices]}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

import { useState } from 'react';
import { api } from '../../../api/client';
import { useAgentNames } from '../../../app/agent-names';
import { decimalOf, fractionDigitsOf } from '../../../format/money';
import { ReasonDialog } from '../../../ui/reason-dialog';
import { said } from '../../../ui/toasts';
import { Amount } from './amount';
import { AmountField } from './amount-field';
import { scopeWords, type Budget } from './budget-words';
import { minorOf } from './minor-of';

interface AllocateDialogProps {
  readonly budget: Budget;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Sets what may be spent from now on; what is spent already stays spent. */
export function AllocateDialog({ budget, onClose, onDone }: AllocateDialogProps) {
  const { id, unit, allocatedMinor, spentMinor, reservedMinor, agentId } = budget;
  const nameOf = useAgentNames();
  const [typed, setTyped] = useState(decimalOf(allocatedMinor, unit === 'tokens' ? 0 : fractionDigitsOf(unit)));
  const minor = minorOf(typed, unit);
  const allocate = async (reason: string): Promise<void> => {
    if (minor === undefined) throw new Error(`“${typed}” is no amount. Write it like 1234.50.`);
    await api.POST('/api/finance/budgets/{id}/allocate', {
      params: { path: { id } },
      body: { allocatedMinor: minor, reason },
    });
    said('Allocation changed');
    onDone();
  };
  return (
    <ReasonDialog
      title={`Allocate: ${agentId ? nameOf(agentId) : scopeWords(budget)}`}
      description={
        <>
          <Amount minor={spentMinor} unit={unit} /> is spent and <Amount minor={reservedMinor} unit={unit} /> held.
        </>
      }
      action="Allocate"
      onClose={onClose}
      onConfirm={allocate}
    >
      <AmountField
        label="Allocation from now on"
        unit={unit}
        hint="The new total, not the change."
        value={typed}
        onChange={setTyped}
      />
    </ReasonDialog>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { plural } from '../../format/words';
import { Button } from '../../ui/button';
import { ReasonDialog } from '../../ui/reason-dialog';
import { said } from '../../ui/toasts';
import { decide, lettersChanged, type Act } from './acts';

interface SelectedActsProps {
  readonly letters: readonly { readonly id: string }[];
  readonly onDone: () => void;
}

/** What is done with the letters that are chosen, one after the other. */
export function SelectedActs({ letters, onDone }: SelectedActsProps) {
  const client = useQueryClient();
  const [act, setAct] = useState<Act>();
  const [done, setDone] = useState(0);
  if (letters.length === 0) return null;
  const count = plural(letters.length, 'letter');
  const run = async (reason: string): Promise<void> => {
    try {
      for (const [index, { id }] of letters.entries()) {
        await decide(id, act!, reason);
        setDone(index + 1);
      }
      said(act === 'redrive' ? `${count} sent again` : `${count} discarded`);
      onDone();
    } finally {
      setDone(0);
      void lettersChanged(client);
    }
  };
  return (
    <>
      <Button isSmall look="primary" onClick={() => setAct('redrive')}>
        Redrive
      </Button>
      <Button isSmall look="danger" onClick={() => setAct('discard')}>
        Discard
      </Button>
      {act !== undefined && (
        <ReasonDialog
          title={act === 'redrive' ? `Send ${count} again` : `Discard ${count} for good`}
          description={
            act === 'redrive'
              ? 'Each goes to the consumer that failed, and to no other.'
              : 'They will have no effect in their consumers. This is final.'
          }
          action={act === 'redrive' ? 'Redrive' : 'Discard'}
          look={act === 'redrive' ? 'primary' : 'danger'}
          onClose={() => setAct(undefined)}
          onConfirm={run}
        >
          {done > 0 && (
            <p role="status">
              {done} of {letters.length} done
            </p>
          )}
        </ReasonDialog>
      )}
    </>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../ui/button';
import { ReasonDialog } from '../../../ui/reason-dialog';
import { said } from '../../../ui/toasts';
import { decide, lettersChanged } from '../acts';
import { EditDialog } from './edit-dialog';
import type { Letter } from './letter-page';

/** What can be done with an open letter. */
export function LetterActs({ letter }: { readonly letter: Letter }) {
  const client = useQueryClient();
  const [asks, setAsks] = useState<'redrive' | 'edit' | 'discard'>();
  const close = () => setAsks(undefined);
  const { id, consumer } = letter;
  return (
    <>
      <Button look="primary" onClick={() => setAsks('redrive')}>
        Redrive
      </Button>
      <Button onClick={() => setAsks('edit')}>Edit and redrive</Button>
      <Button look="danger" onClick={() => setAsks('discard')}>
        Discard
      </Button>
      {asks === 'redrive' && (
        <ReasonDialog
          title="Send it again as it was"
          description={`Only ${consumer} gets it. Whether it was handled is told here.`}
          action="Redrive"
          onClose={close}
          onConfirm={async (reason) => {
            await decide(id, 'redrive', reason);
            said('Sent again');
            void lettersChanged(client);
          }}
        />
      )}
      {asks === 'discard' && (
        <ReasonDialog
          title="Discard it for good"
          description={`It will have no effect in ${consumer}. This is final: a discarded letter can’t be sent again.`}
          action="Discard"
          look="danger"
          onClose={close}
          onConfirm={async (reason) => {
            await decide(id, 'discard', reason);
            said('Discarded');
            void lettersChanged(client);
          }}
        />
      )}
      {asks === 'edit' && <EditDialog letter={letter} onClose={close} />}
    </>
  );
}

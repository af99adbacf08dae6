import { useState } from 'react';
import { Button } from '../../ui/button';
import type { Act } from './acts';
import { BulkDialog } from './bulk-dialog';
import { filterOfJob, type LetterSearch } from './letter-search';

/** What is done with all open letters that match, however many. */
export function BulkActs({ search }: { readonly search: LetterSearch }) {
  const [act, setAct] = useState<Act>();
  return (
    <>
      <Button isSmall onClick={() => setAct('redrive')}>
        Redrive all matching
      </Button>
      <Button isSmall look="danger" onClick={() => setAct('discard')}>
        Discard all matching
      </Button>
      {act && <BulkDialog act={act} filter={filterOfJob(search)} onClose={() => setAct(undefined)} />}
    </>
  );
}

import { Card } from '../../../ui/card';
import { missingOf } from './proof-words';
import type { Verification } from './use-verification';

/** For whoever stands before a broken record at night. */
export function WhatToDo({ of }: { readonly of: Verification }) {
  return (
    <Card title="What to do now">
      <ol className="flex list-decimal flex-col gap-2 pl-5">
        {of.faults.length > 0 && (
          <>
            <li>
              <strong>Leave the database as it is.</strong> Mend no row, and restore nothing over it: what stands there
              is the evidence.
            </li>
            <li>
              <strong>Keep a copy.</strong> Dump the database (<code className="font-mono text-[12.5px]">pg_dump</code>)
              and save PostgreSQL’s log. No service can change the record; only an administrator of the database can.
            </li>
            <li>
              <strong>Tell the owner</strong> which entries are named above, and when it was found.
            </li>
            <li>
              <strong>Look at a backup.</strong> Load the last one into another database and compare the same entries:
              it shows what stood there, and since when it does not.
            </li>
          </>
        )}
        {missingOf(of) > 0 && (
          <li>
            <strong>Messages are missing between others of their stream.</strong> They were removed from the stream or
            from the record before anybody asked; the streams below say which. Their service’s outbox still has what it
            published.
          </li>
        )}
        <li>
          <strong>The shop goes on.</strong> Orders, books and agents do not depend on this record. What happens now is
          recorded behind the break, and can be proven from there.
        </li>
      </ol>
    </Card>
  );
}

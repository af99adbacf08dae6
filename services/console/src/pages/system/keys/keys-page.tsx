import { useState } from 'react';
import { KeyRound, Plus } from 'lucide-react';
import { $api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { SystemTabs } from '../system-page';
import { keyColumns } from './key-columns';
import { NewKeyDialog } from './new-key-dialog';
import { OwnersKey } from './owners-key';
import { RevokeDialog, type ApiKey } from './revoke-dialog';

/** Who may call the API, with what, until when. */
export function KeysPage() {
  const mayWrite = useMay('keys:write');
  const [isNew, setNew] = useState(false);
  const [revoked, setRevoked] = useState<ApiKey>();
  const query = $api.useQuery('get', '/api/gateway/keys', {});
  return (
    <Page
      title="API keys"
      description="Who may call the API, with what, until when. A key is shown once, when it is made; afterwards only its hash is known."
      actions={
        mayWrite && (
          <Button look="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setNew(true)}>
            New key
          </Button>
        )
      }
    >
      <SystemTabs />
      <Answered of={query}>
        {({ owner, items }) => (
          <>
            <OwnersKey owner={owner} />
            <Card title="Keys" isPadded={false}>
              <DataTable
                label="API keys"
                columns={keyColumns(mayWrite ? setRevoked : undefined)}
                rows={items}
                rowKey={({ id }) => id}
                empty={
                  <Empty title="No keys yet" icon={KeyRound}>
                    Make one for n8n, for a script or for an agent: “New key” above.
                  </Empty>
                }
              />
            </Card>
          </>
        )}
      </Answered>
      {isNew && <NewKeyDialog onClose={() => setNew(false)} />}
      {revoked && <RevokeDialog apiKey={revoked} onClose={() => setRevoked(undefined)} />}
    </Page>
  );
}

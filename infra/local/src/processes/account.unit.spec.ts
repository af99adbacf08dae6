import { parsePasswd } from './account.js';

describe('accounts', () => {
  it('reads /etc/passwd', () => {
    expect(
      parsePasswd('root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n\n'),
    ).toEqual([
      { name: 'root', uid: 0, gid: 0 },
      { name: 'postgres', uid: 101, gid: 104 },
    ]);
  });
});

import { serverAccount } from './server-account.js';

const ROOT = { uid: 0, gid: 0 };
const PASSWD = `root:x:0:0:root:/root:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash
`;

describe(serverAccount, () => {
  it('changes nothing for an ordinary user, or where there are no uids', () => {
    expect(serverAccount({ uid: 1000, gid: 1000 }, ROOT, PASSWD)).toBeNull();
    expect(serverAccount(null, null, PASSWD)).toBeNull();
  });

  it('prefers the account of PostgreSQL, then nobody', () => {
    expect(serverAccount(ROOT, null, PASSWD)).toEqual({ uid: 101, gid: 104 });
    expect(serverAccount(ROOT, null, PASSWD.replace('postgres:', 'other:'))).toEqual({
      uid: 65534,
      gid: 65534,
    });
  });

  it('chooses the number that has no rights where no name is known', () => {
    expect(serverAccount(ROOT, null, '')).toEqual({ uid: 65534, gid: 65534 });
  });

  it('reads negative numbers, as macOS has them', () => {
    expect(serverAccount(ROOT, null, 'nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false\n')).toEqual(
      {
        uid: -2,
        gid: -2,
      },
    );
  });

  it('never chooses another name of root', () => {
    expect(serverAccount(ROOT, null, 'postgres:x:0:0::/:/bin/sh\n')).toEqual({ uid: 65534, gid: 65534 });
  });

  it('stays with the owner of a cluster, unless that is root', () => {
    const owner = { uid: 1000, gid: 100 };
    expect(serverAccount(ROOT, owner, PASSWD)).toEqual(owner);
    expect(serverAccount(ROOT, ROOT, PASSWD)).toEqual({ uid: 101, gid: 104 });
  });
});

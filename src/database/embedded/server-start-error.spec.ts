import { ServerStartError } from './server-start-error.js';

const start = (output: string): ServerStartError => new ServerStartError('PostgreSQL did not start', output);

describe(ServerStartError, () => {
  it('tells a full disk by what PostgreSQL says', () => {
    const said = 'PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device';
    expect(start(said).lacksSpace).toBe(true);
    expect(start('FATAL:  could not extend file: Disk quota exceeded').lacksSpace).toBe(true);
    expect(start('FATAL:  out of memory').lacksSpace).toBe(false);
  });

  it('tells what passes by itself', () => {
    expect(start('FATAL:  lock file "postmaster.pid" already exists').isPassing).toBe(true);
    expect(start('FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use').isPassing).toBe(
      true,
    );
    expect(start('FATAL:  data directory has wrong ownership').isPassing).toBe(false);
  });

  it('tells an account without a name', () => {
    const said = 'initdb: could not look up effective user ID 4242: user does not exist';
    expect(start(said).lacksAccountName).toBe(true);
  });

  it('repeats what PostgreSQL has said', () => {
    expect(start('FATAL:  no').message).toBe('PostgreSQL did not start:\nFATAL:  no');
    expect(start('').message).toBe('PostgreSQL did not start');
  });
});

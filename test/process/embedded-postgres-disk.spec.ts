import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { EmbeddedPostgresBed, query } from '../support/embedded-postgres-bed.js';
import { eventually } from '../support/eventually.js';

const MEBIBYTE = 1024 * 1024;
const canMount = process.geteuid?.() === 0 && process.platform === 'linux';

describe(EmbeddedPostgres, () => {
  const bed = new EmbeddedPostgresBed();
  const disk = bed.path('disk');
  const dataDirectory = join(disk, 'data');
  const ballast = join(dataDirectory, 'postgres', 'ballast');
  const filler = join(disk, 'filler');

  beforeAll(() => {
    mkdirSync(disk, { recursive: true });
    // A small disk of its own, where that is possible; else the file of the ballast is all that is looked at.
    if (canMount) {
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600m', 'tmpfs', disk]).status).toBe(0);
    }
  });

  afterAll(async () => {
    await bed.stopAll();
    if (canMount) expect(spawnSync('umount', [disk]).status).toBe(0);
    await bed.close();
  });

  it('lays ballast beside the cluster', async () => {
    await bed.start(dataDirectory);
    await eventually(() => existsSync(ballast) && statSync(ballast).size === 64 * MEBIBYTE);
    expect(statSync(ballast).mode & 0o777).toBe(0o600);
  });

  if (canMount) {
    it('recovers by itself, with everything that was committed, after the disk was full', async () => {
      await bed.stopAll();
      const server = await bed.start(dataDirectory);
      await query(server.connection, 'CREATE TABLE kept AS SELECT 1 AS id');
      await eventually(() => existsSync(ballast) && statSync(ballast).size === 64 * MEBIBYTE);
      writeFileSync(filler, '');
      expect(() => {
        for (;;) writeFileSync(filler, Buffer.alloc(MEBIBYTE), { flag: 'a' });
      }).toThrow(/ENOSPC/);

      // Every switch needs another file of the write-ahead log: sooner or later there is no room for it.
      let committed = 1;
      await eventually(async () => {
        const isDown = await query(
          server.connection,
          `INSERT INTO kept VALUES (${committed + 1}); SELECT pg_switch_wal()`,
          { user: 'postgres' },
        ).then(
          () => false,
          () => true,
        );
        if (!isDown) committed += 1;
        return isDown;
      });
      await eventually(() =>
        bed.messages.some((message) => message.includes('gets the room of the ballast')),
      );
      await eventually(async () => {
        const [row] = await query(server.connection, 'SELECT count(*)::int AS rows FROM kept');
        return Number(row?.['rows']) >= committed;
      });
      expect(existsSync(ballast)).toBe(false);
      expect(bed.messages.filter((message) => message.startsWith('error')).length).toBeLessThanOrEqual(1);

      rmSync(filler);
      await query(server.connection, 'INSERT INTO kept VALUES (0)');
    });
  }
});

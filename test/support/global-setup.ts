// Without the extension: this one import is looked up before findTypescriptImports() can help.
import { findTypescriptImports } from './typescript-imports';

/** Starts the PostgreSQL server of the run, with a migrated database for the tests to copy: see database.ts. */
// eslint-disable-next-line no-restricted-syntax -- what Jest asks for
export default async function globalSetup(): Promise<void> {
  findTypescriptImports();
  const { startRun } = await import('./test-run.js');
  await startRun();
}

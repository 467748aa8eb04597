// Without the extension, as in global-setup.ts, and the very module that it has loaded.
import { endRun } from './test-run';

// eslint-disable-next-line no-restricted-syntax -- what Jest asks for
export default async function globalTeardown(): Promise<void> {
  await endRun();
}

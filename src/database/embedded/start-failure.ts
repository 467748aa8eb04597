import { existsSync } from 'node:fs';
import { errorCode, errorMessage } from './error-code.js';

/** Explains why the operating system did not run a program in a directory. */
export function startFailure(error: unknown, program: string, directory: string): string {
  const code = errorCode(error);
  if (code === 'ENOENT') {
    if (!existsSync(directory)) return `${directory} is gone`;
    if (!existsSync(program)) return `${program} is gone`;
    return `${program} does not run on this system: it needs glibc 2.27 or newer (Alpine Linux has none); set DATABASE_URL instead`;
  }
  if (code === 'EPERM' || code === 'EINVAL') {
    return (
      'PostgreSQL does not run as root, and this root has no right to start a program as another account: ' +
      'run xtrace as an ordinary user, or set DATABASE_URL'
    );
  }
  if (code === 'EACCES') return `${program} may not be run: is its file system mounted noexec?`;
  return errorMessage(error);
}

import { createHash } from 'node:crypto';
import { chown, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterPaths } from './cluster-paths.js';
import { freePort } from './free-port.js';
import { providePrivateDirectory } from './private-directory.js';
import { isReachable } from './reachability.js';
import type { Account } from './server-account.js';
import { canHoldSocket, SOCKET_PORT, type ServerEndpoint } from './server-endpoint.js';
import { temporaryDirectories } from './temporary-directories.js';

/**
 * Chooses where the server listens and prepares the place. A socket beside the cluster is the first choice; where its path
 * is too long, or the account cannot reach it, it goes to a private directory below /tmp. Windows, and a machine without
 * such a place, get a port of the loopback interface.
 */
export async function chooseEndpoint(paths: ClusterPaths, account: Account | null): Promise<ServerEndpoint> {
  if (process.platform !== 'win32') {
    const directory = await socketDirectory(paths, account);
    if (directory !== null) return { kind: 'socket', directory, port: SOCKET_PORT };
  }
  return { kind: 'loopback', port: await freePort() };
}

async function socketDirectory(paths: ClusterPaths, account: Account | null): Promise<string | null> {
  if (canHoldSocket(paths.socketDirectory) && (await isReachable(paths.home, account))) {
    if (await providePrivateDirectory(paths.socketDirectory, account)) return paths.socketDirectory;
  }
  // The same name at every start, so that starts that were killed leave one directory and not many.
  const name = `xtrace-${createHash('sha256').update(paths.cluster).digest('hex').slice(0, 16)}`;
  for (const parent of await temporaryDirectories(account)) {
    const directory = join(parent, name);
    if (!canHoldSocket(directory)) continue;
    if (await providePrivateDirectory(directory, account)) return directory;
    const unpredictable = await randomlyNamedDirectory(parent, account); // somebody sits on the name
    if (unpredictable !== null) return unpredictable;
  }
  return null;
}

async function randomlyNamedDirectory(parent: string, account: Account | null): Promise<string | null> {
  try {
    const directory = await mkdtemp(join(parent, 'xtrace-'));
    if (account !== null) await chown(directory, account.uid, account.gid);
    return directory;
  } catch {
    return null;
  }
}

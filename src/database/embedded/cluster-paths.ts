import { join } from 'node:path';

/** Where things lie in a data directory. */
export interface ClusterPaths {
  readonly dataDirectory: string;
  /** Files that tell which process works here. */
  readonly lockDirectory: string;
  /** Everything that belongs to PostgreSQL. */
  readonly home: string;
  /** PostgreSQL's own data directory ("PGDATA"). It appears only when it is complete. */
  readonly cluster: string;
  readonly password: string;
  readonly serverLog: string;
  readonly ballast: string;
  /** The first choice for the Unix socket; see ServerEndpoint for the second. */
  readonly socketDirectory: string;
}

/** Directories in {@link ClusterPaths.home} whose names begin so are clusters that are being made, or never were finished. */
export const UNFINISHED_CLUSTER_PREFIX = 'cluster.new-';

export function clusterPaths(dataDirectory: string): ClusterPaths {
  const home = join(dataDirectory, 'postgres');
  return {
    dataDirectory,
    lockDirectory: join(dataDirectory, 'lock'),
    home,
    cluster: join(home, 'cluster'),
    password: join(home, 'password'),
    serverLog: join(home, 'postgresql.log'),
    ballast: join(home, 'ballast'),
    socketDirectory: join(home, 'run'),
  };
}

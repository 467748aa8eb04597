const MEBIBYTE = 1024 * 1024;

/** Settings of PostgreSQL by their names. */
export type ServerSettings = Readonly<Record<string, string>>;

/** What the settings depend on. */
export interface Machine {
  /** Bytes of memory that this process may count on: of the machine, or of the container's limit. */
  readonly memoryBytes: number;
  readonly processors: number;
}

/**
 * The settings of the embedded server: nothing acknowledged is lost, bulk inserts are fast, and it stays a modest guest on
 * a machine that has other work to do.
 */
export function serverSettings(machine: Machine): ServerSettings {
  const sharedBuffers = clamp(machine.memoryBytes / 16, 128 * MEBIBYTE, 512 * MEBIBYTE);
  const parallelWorkers = clamp(machine.processors - 1, 1, 4);
  return {
    // Durability. These are PostgreSQL's defaults too; they stand here because a 2xx depends on them.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',

    shared_buffers: megabytes(sharedBuffers),
    effective_cache_size: megabytes(Math.max(machine.memoryBytes / 2, sharedBuffers)),
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_connections: '40',

    // Checkpoints are what bulk inserts wait for: seldom, and spread out. Segments that are kept are overwritten in place,
    // which needs no new space when the disk is nearly full.
    wal_buffers: '16MB',
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',

    // SSDs; no LLVM in the bundled build.
    random_page_cost: '1.1',
    jit: 'off',
    io_workers: '2',
    max_worker_processes: String(parallelWorkers + 2),
    max_parallel_workers: String(parallelWorkers),
    max_parallel_workers_per_gather: String(Math.min(parallelWorkers, 2)),
    max_logical_replication_workers: '0',

    // Tables that mostly grow: keep the visibility map (index-only scans) and the statistics fresh.
    autovacuum_max_workers: '2',
    autovacuum_naptime: '30s',
    autovacuum_vacuum_scale_factor: '0.1',
    autovacuum_vacuum_insert_scale_factor: '0.1',
    autovacuum_analyze_scale_factor: '0.05',

    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    default_text_search_config: 'pg_catalog.english',
    cluster_name: 'xtrace',

    // The log must not repeat what clients have sent: no statements, no details such as the values of a failing row.
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '%m [%p] ',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.min(Math.max(value, minimum), maximum);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)}MB`;
}

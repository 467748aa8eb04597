const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system can only be read',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'a part of the path is a file',
  ENOENT: 'it cannot be made there',
  ENOSPC: 'the disk is full',
};

/** The directory of the embedded database is of no use. */
export class DataDirectoryError extends Error {
  constructor(dataDirectory: string, cause: NodeJS.ErrnoException) {
    super(
      `The data directory ${dataDirectory} cannot be used: ${REASONS[cause.code ?? ''] ?? cause.message}. ` +
        'Set XTRACE_DATA_DIR to a directory that this user can write to.',
      { cause },
    );
    this.name = 'DataDirectoryError';
  }
}

export function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && String(error.code) in REASONS;
}

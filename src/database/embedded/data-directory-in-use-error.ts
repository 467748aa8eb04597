/** Another process works on the same data directory. */
export class DataDirectoryInUseError extends Error {
  constructor(dataDirectory: string, holder: string) {
    super(
      `The data directory ${dataDirectory} is in use by another xtrace (${holder}). ` +
        'Stop that one first, or choose another directory with XTRACE_DATA_DIR.',
    );
    this.name = 'DataDirectoryInUseError';
  }
}

/** One attempt to start PostgreSQL failed. What PostgreSQL itself said last is part of the message. */
export class ServerStartError extends Error {
  constructor(
    message: string,
    private readonly output: string,
  ) {
    super(output === '' ? message : `${message}:\n${output}`);
    this.name = 'ServerStartError';
  }

  /** The file system is full, or the quota of the account. */
  get lacksSpace(): boolean {
    return /No space left on device|Disk quota exceeded/.test(this.output);
  }

  /** The account has a number only. PostgreSQL wants a name. */
  get lacksAccountName(): boolean {
    return this.output.includes('could not look up effective user ID');
  }

  /** Processes of an earlier server are still going down; a moment later the same start succeeds. */
  get isPassing(): boolean {
    return /lock file ".*" already exists|pre-existing shared memory block/.test(this.output);
  }
}

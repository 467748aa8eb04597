/** The part of pg-copy-streams that is used here; it comes without types. */
declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream';
  import type { Connection, Submittable } from 'pg';

  interface CopyStream extends Submittable {
    submit(connection: Connection): void;
    /** Once it has ended. */
    readonly rowCount: number;
  }

  export function from(sql: string): CopyStream & Writable;
  export function to(sql: string): CopyStream & Readable;
}

/** Where the launcher tells what it does: one call for each change of state. */
export interface EmbeddedPostgresLogger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

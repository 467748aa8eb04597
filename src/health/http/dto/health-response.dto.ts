/** The answer of a process that lives. */
export class AliveResponseDto {
  /**
   * Always ok: the process lives.
   * @example "ok"
   */
  status: 'ok';
}

/** Whether the server can do its work. */
export class ReadyResponseDto {
  /**
   * Whether requests should be sent here.
   * @example "ready"
   */
  status: 'ready' | 'not_ready';
}

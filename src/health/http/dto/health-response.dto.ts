export class AliveResponseDto {
  /**
   * Always ok: the process lives.
   * @example "ok"
   */
  status: 'ok';
}

export class ReadyResponseDto {
  /**
   * Whether requests should be sent here.
   * @example "ready"
   */
  status: 'ready' | 'not_ready';
}

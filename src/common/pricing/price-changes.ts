type Listener = (projectId: string) => void;

/** Tells those who remember prices, in this process, that a project has changed its own. */
export class PriceChanges {
  private readonly listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** To be called once the change can be read, and before anybody is told that it happened. */
  tell(projectId: string): void {
    for (const listener of this.listeners) listener(projectId);
  }
}

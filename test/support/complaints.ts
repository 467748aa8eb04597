interface Hooked {
  on(event: string, listener: (said: unknown) => void): unknown;
}

/** What a client says has gone wrong: by its own hooks, or on the console. */
export class Complaints {
  readonly said: unknown[] = [];

  /** From now until `jest.restoreAllMocks()`. */
  static onConsole(): Complaints {
    const complaints = new Complaints();
    for (const method of ['error', 'warn'] as const) {
      jest.spyOn(console, method).mockImplementation((...said) => void complaints.said.push(said));
    }
    return complaints;
  }

  listenTo(client: Hooked): void {
    for (const hook of ['error', 'warning', 'retry']) client.on(hook, (said) => this.said.push(said));
  }
}

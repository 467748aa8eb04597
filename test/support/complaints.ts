import { diag, DiagLogLevel } from '@opentelemetry/api';

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

  /** Of the SDK of OpenTelemetry, until `diag.disable()`: also that something is tried again, or was refused in part. */
  static ofOpenTelemetry(): Complaints {
    const complaints = new Complaints();
    const note = (...said: unknown[]): void => void complaints.said.push(said.map(String).join(' '));
    const ignore = (): void => undefined;
    diag.setLogger(
      { error: note, warn: note, info: note, debug: ignore, verbose: ignore },
      { logLevel: DiagLogLevel.INFO, suppressOverrideMessage: true },
    );
    return complaints;
  }

  listenTo(client: Hooked): void {
    for (const hook of ['error', 'warning', 'retry']) client.on(hook, (said) => this.said.push(said));
  }
}

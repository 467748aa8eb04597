/** One variable of the environment: how it is read, and the rule that an error message and the README state. */
export interface EnvironmentVariable<T> {
  readonly name: string;
  /** Older or foreign names, looked at in this order where the first is not set. */
  readonly aliases?: readonly string[];
  readonly rule: string;
  readonly default: T;
  /** Undefined means that the text breaks the rule. */
  readonly parse: (text: string) => T | undefined;
}

export function variable<T>(definition: EnvironmentVariable<T>): EnvironmentVariable<T> {
  return definition;
}

export function integer(minimum: number, maximum: number) {
  return (text: string): number | undefined => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    return value >= minimum && value <= maximum ? value : undefined;
  };
}

export function parsePublicUrl(text: string): string | undefined {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const { origin, pathname, search, hash, username, password } = new URL(text);
  return search + hash + username + password === '' ? `${origin}${pathname.replace(/\/+$/, '')}` : undefined;
}

export function parseSwitch(text: string): boolean | undefined {
  if (['1', 'true', 'on', 'yes'].includes(text.toLowerCase())) return true;
  return ['0', 'false', 'off', 'no'].includes(text.toLowerCase()) ? false : undefined;
}

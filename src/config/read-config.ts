import { AppConfig, type AppConfigValues } from './app-config.js';
import type { EnvironmentVariable } from './environment-variable.js';
import { ENVIRONMENT } from './environment-variables.js';

/** Names every variable that breaks its rule, and the rule; never a value. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

const LOOPBACK_HOSTS = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/**
 * Reads the whole environment at once. An empty variable counts as not set.
 * @throws ConfigurationError that lists all problems together
 */
export function readConfig(environment: NodeJS.ProcessEnv): AppConfig {
  const problems: string[] = [];
  const read = <T>(variable: EnvironmentVariable<T>): T => {
    const name = [variable.name, ...(variable.aliases ?? [])].find((candidate) =>
      environment[candidate]?.trim(),
    );
    if (name === undefined) return variable.default;
    const value = variable.parse((environment[name] ?? '').trim());
    if (value !== undefined) return value;
    problems.push(`${name} ${variable.rule}`);
    return variable.default;
  };
  const values = Object.fromEntries(
    Object.entries(ENVIRONMENT).map(([key, variable]) => [
      key,
      read(variable as EnvironmentVariable<unknown>),
    ]),
  ) as AppConfigValues;
  const breaks = (variable: { name: string; rule: string }): boolean =>
    problems.some((problem) => problem.startsWith(`${variable.name} `));
  const refuse = (broken: boolean, variable: { name: string; rule: string }): void => {
    if (broken && !breaks(variable)) problems.push(`${variable.name} ${variable.rule}`);
  };

  refuse(values.databaseUrl !== null && values.bearerToken === null, ENVIRONMENT.bearerToken);
  refuse(values.publicKey === null && values.secretKey !== null, ENVIRONMENT.publicKey);
  refuse(values.secretKey === null && values.publicKey !== null, ENVIRONMENT.secretKey);
  refuse(
    values.mediaAccessKeyId === null && values.mediaSecretAccessKey !== null,
    ENVIRONMENT.mediaAccessKeyId,
  );
  refuse(
    values.mediaSecretAccessKey === null && values.mediaAccessKeyId !== null,
    ENVIRONMENT.mediaSecretAccessKey,
  );
  refuse(values.maxInFlightBytes < values.maxBodyBytes, ENVIRONMENT.maxInFlightBytes);
  refuse(
    values.allowUnauthenticatedCompat && !LOOPBACK_HOSTS.test(values.bind.host),
    ENVIRONMENT.allowUnauthenticatedCompat,
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
  return new AppConfig(values);
}

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DemoError } from '../demo-error.js';
import { variable, type DemoOptions, type Environment } from './options.js';

export interface AccessToken {
  readonly token: string;
  /** The file that it was read from, or null if it was given. */
  readonly file: string | null;
}

const LOCAL_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The token that was given, or the one that a server on this machine made at its first start. The latter goes to no
 * other machine.
 */
export function findAccessToken(
  { token, url }: DemoOptions,
  environment: Environment,
  directory: string,
): AccessToken {
  if (token !== null) return { token, file: null };
  const host = new URL(url).hostname;
  if (!LOCAL_HOSTS.has(host)) {
    throw new DemoError(`The token of ${host} is needed: give --token or set API_BEARER_TOKEN.`);
  }
  const file = join(resolve(directory, variable(environment, 'XTRACE_DATA_DIR') ?? '.xtrace'), 'token');
  return { token: readToken(file), file };
}

function readToken(file: string): string {
  let text = '';
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new DemoError(
      `No token: set API_BEARER_TOKEN, give --token, or start xtrace here with its own database (${file} cannot be read).`,
      { cause: error },
    );
  }
  if (text === '') throw new DemoError(`${file} is empty. Set API_BEARER_TOKEN or give --token.`);
  return text;
}

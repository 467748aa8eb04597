import { DomainError } from '../../common/domain-error.js';
import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import { formatJsonPath } from '../../common/json/json-path.js';
import { parseTimestamp, TIMESTAMP_RULE, type Timestamp } from '../../common/time/timestamp.js';

/** What a translator needs to know besides the body. */
export interface TranslationContext {
  /** From the credential, never from the body. */
  readonly projectId: string;
  readonly receivedAtMs: number;
}

type Path = readonly (string | number)[];

/** The fields that were said; null and absent mean that they were not. */
export function present<Fields extends object>(fields: {
  [K in keyof Fields]?: Fields[K] | null;
}): Partial<Fields> {
  const result: Partial<Fields> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== null && value !== undefined) result[key] = value;
  }
  return result;
}

/** The fields of which null was said, where that means that they are to be empty. */
export function cleared<Fields extends object>(fields: {
  [K in keyof Fields]?: Fields[K] | undefined;
}): Partial<Fields> {
  const result: Partial<Fields> = {};
  for (const key in fields) if (fields[key] === null) result[key] = fields[key];
  return result;
}

/** @throws InvalidFieldError */
export function timestampAt(text: string | null | undefined, path: Path): Timestamp | undefined {
  if (text === null || text === undefined) return undefined;
  const timestamp = parseTimestamp(text);
  if (timestamp === null) throw new InvalidFieldError(path, TIMESTAMP_RULE);
  return timestamp;
}

/** A body may name the project that the credential belongs to, and no other. */
export function checkProject(
  projectId: string | null | undefined,
  context: TranslationContext,
  path: Path,
): void {
  if (projectId === null || projectId === undefined || projectId === '' || projectId === context.projectId)
    return;
  throw new DomainError('FORBIDDEN', `${formatJsonPath(path)} is not the project of this credential`);
}

/** JSON null says nothing. */
export function jsonText(text: string | null | undefined): string | undefined {
  return text === null || text === undefined || text === 'null' ? undefined : text;
}

/** What a client said that is not the default anyway: see TRACE_BLANKS and OBSERVATION_BLANKS. */
export function unlessBlank(text: string | null | undefined, blank: string): string | undefined {
  return text === null || text === undefined || text === '' || text === blank ? undefined : text;
}

/** A span of time that cannot be (clocks that were set back) counts as not given. */
export function secondsOrNothing(value: number | null | undefined): number | undefined {
  return value === null || value === undefined || value < 0 ? undefined : value;
}

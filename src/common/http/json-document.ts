import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { ByteBudget } from '../byte-budget.js';
import { BadRequestError } from '../domain-error.js';
import { InvalidFieldError } from '../json/invalid-field.error.js';
import { JsonReadError } from '../json/json-read-error.js';
import { readJson } from '../json/json-reader.js';
import { shapeOf, type JsonSchema } from '../json/json-schema.js';
import { compileValidator } from '../json/json-validator.js';
import { readJsonBody } from './request-body.js';

/** What is not ingest is small. */
const MAX_BYTES = 1024 * 1024;
const LIMITS = { maxDepth: 128, maxValues: 100_000 };
const budget = new ByteBudget(64 * MAX_BYTES, 'The server is taking in as much as it can; try again');

/** Reads a body that follows a schema. */
export type DocumentReader<T> = (request: IncomingMessage) => Promise<T>;

/** @throws BadRequestError and the others of readJsonBody, by the reader that is returned */
export function documentReader<T>(schema: JsonSchema): DocumentReader<T> {
  const shape = shapeOf(schema);
  const validate = compileValidator<T>(schema);
  return async (request) => {
    const hold = budget.hold();
    try {
      const bytes = await readJsonBody(request, MAX_BYTES, hold);
      if (!isUtf8(bytes)) throw new BadRequestError('The body is not valid UTF-8');
      return validate(readJson(bytes.toString(), shape, LIMITS).value);
    } catch (error) {
      throw error instanceof JsonReadError ? new InvalidFieldError(error.path, error.reason) : error;
    } finally {
      hold.release();
    }
  };
}

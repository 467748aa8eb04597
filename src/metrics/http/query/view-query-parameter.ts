import { MalformedParameter } from '../../../common/http/query/malformed-parameter.js';
import type { ParameterFormat } from '../../../common/http/query/parameter.decorator.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { formatJsonPath } from '../../../common/json/json-path.js';
import { readViewQuery, type ViewDialect } from '../../domain/query/read-view-query.js';
import type { AskedViewQuery } from '../../domain/query/view-query.js';

/** Longer ones do not fit into a URL anyway. */
const MAX_CHARACTERS = 16_000;

/** A question about a view, as JSON. */
export function viewQueryIn(dialect: ViewDialect, example: string): ParameterFormat<AskedViewQuery> {
  return {
    parse: (text) => {
      if (text.length > MAX_CHARACTERS)
        return new MalformedParameter(`must have at most ${MAX_CHARACTERS} characters`);
      try {
        return readViewQuery(JSON.parse(text), dialect);
      } catch (error) {
        if (error instanceof SyntaxError) return null;
        if (!(error instanceof InvalidFieldError)) throw error;
        const place = formatJsonPath(error.path);
        return new MalformedParameter(
          error.rule,
          place === '' || place.startsWith('[') ? place : `.${place}`,
        );
      }
    },
    rule: 'must be a JSON object with view, metrics, fromTimestamp and toTimestamp',
    schema: { type: String, example },
  };
}

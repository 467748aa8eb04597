import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { ScoreFields } from '../score-fields.js';
import type { ScoreBody } from './ingestion-event.js';

export type ScoreValue = Pick<ScoreFields, 'dataType' | 'value' | 'stringValue'>;

const MAX_TEXT = 500;
const VALUE = ['body', 'value'];

/** The value of a score as it is stored; its type is that of the value where none is said. @throws InvalidFieldError */
export function scoreValue({ value, dataType }: Pick<ScoreBody, 'value' | 'dataType'>): ScoreValue {
  if (value === null || value === undefined) throw new InvalidFieldError(VALUE, 'is required');
  const type = dataType ?? impliedType(value);
  switch (type) {
    case 'NUMERIC':
      if (typeof value !== 'number')
        throw new InvalidFieldError(VALUE, 'must be a number in a NUMERIC score');
      return { dataType: type, value, stringValue: null };
    case 'BOOLEAN': {
      const truth = typeof value === 'boolean' ? Number(value) : value;
      if (truth !== 0 && truth !== 1) throw new InvalidFieldError(VALUE, 'must be 0 or 1 in a BOOLEAN score');
      return { dataType: type, value: truth, stringValue: truth === 1 ? 'True' : 'False' };
    }
    case 'CATEGORICAL':
      return { dataType: type, value: null, stringValue: textOf(value, type) };
    case 'CORRECTION':
      return { dataType: type, value: null, stringValue: textOf(value, type) };
    case 'TEXT': {
      const text = textOf(value, type);
      if (text.length > MAX_TEXT)
        throw new InvalidFieldError(VALUE, `must have at most ${MAX_TEXT} characters in a TEXT score`);
      return { dataType: type, value: null, stringValue: text };
    }
    default:
      throw new InvalidFieldError(
        ['body', 'dataType'],
        'must be NUMERIC, BOOLEAN, CATEGORICAL, TEXT or CORRECTION',
      );
  }
}

function impliedType(value: number | string | boolean): string {
  if (typeof value === 'number') return 'NUMERIC';
  return typeof value === 'boolean' ? 'BOOLEAN' : 'CATEGORICAL';
}

function textOf(value: number | string | boolean, type: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new InvalidFieldError(VALUE, `must be a text that is not empty in a ${type} score`);
}

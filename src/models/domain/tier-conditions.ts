import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import { patternFault } from '../../common/pricing/linear-pattern.js';
import type { AttributeCondition, TierCondition, TierOperator } from '../../common/pricing/model-price.js';
import type { NewCondition } from './new-model.js';

type Path = readonly (string | number)[];

const OPERATORS: readonly TierOperator[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];
const SOURCES: readonly AttributeCondition['source'][] = ['model_parameters', 'metadata'];

/** Of what usage sums up to. */
const OF_USAGE = ['usageDetailPattern', 'value', 'caseSensitive'] as const;
/** Of what the observation says about itself. */
const OF_ATTRIBUTE = ['source', 'key', 'values'] as const;

/** Both kinds of operators, as a condition may be sent. */
export const CONDITION_OPERATORS = [...OPERATORS, 'in'] as const;
export const CONDITION_SOURCES = SOURCES;

/**
 * What a condition means: it compares usage, or it looks at an attribute.
 * @throws InvalidFieldError
 */
export function tierCondition(sent: NewCondition, path: Path): TierCondition {
  const isOfAttribute = OF_ATTRIBUTE.some((name) => sent[name] !== undefined);
  const foreign = isOfAttribute && OF_USAGE.find((name) => sent[name] !== undefined);
  if (foreign) throw new InvalidFieldError([...path, foreign], 'cannot stand beside source, key and values');
  return isOfAttribute ? attributeCondition(sent, path) : usageCondition(sent, path);
}

function usageCondition(sent: NewCondition, path: Path): TierCondition {
  const usageDetailPattern = demanded(sent, 'usageDetailPattern', path);
  const fault = patternFault(usageDetailPattern);
  if (fault !== null) throw new InvalidFieldError([...path, 'usageDetailPattern'], fault);
  const operator = demanded(sent, 'operator', path);
  const value = demanded(sent, 'value', path);
  return {
    usageDetailPattern,
    operator: oneOf(OPERATORS, operator, [...path, 'operator']),
    value,
    caseSensitive: sent.caseSensitive ?? false,
  };
}

function attributeCondition(sent: NewCondition, path: Path): TierCondition {
  oneOf(['in'], sent.operator ?? 'in', [...path, 'operator']);
  return {
    source: oneOf(SOURCES, demanded(sent, 'source', path), [...path, 'source']),
    key: demanded(sent, 'key', path),
    values: demanded(sent, 'values', path),
  };
}

function demanded<Name extends keyof NewCondition>(
  sent: NewCondition,
  name: Name,
  path: Path,
): NonNullable<NewCondition[Name]> {
  const value = sent[name];
  if (value === undefined) throw new InvalidFieldError([...path, name], 'is required');
  return value;
}

function oneOf<Word extends string>(words: readonly Word[], value: string, path: Path): Word {
  const word = words.find((each) => each === value);
  if (word === undefined) throw new InvalidFieldError(path, `must be one of ${words.join(', ')}`);
  return word;
}

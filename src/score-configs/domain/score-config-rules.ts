import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import type { ConfigDataType, ScoreCategory, ScoreConfig } from './score-config.js';

type Rules = Pick<ScoreConfig, 'dataType' | 'minValue' | 'maxValue' | 'categories'>;

const TRUTHS: readonly ScoreCategory[] = [
  { value: 1, label: 'True' },
  { value: 0, label: 'False' },
];

/**
 * What holds between the fields of a config, with the categories that follow from its type.
 * @throws InvalidFieldError
 */
export function checkedRules({ dataType, minValue, maxValue, categories }: Rules): Rules {
  const hasRange = minValue !== null || maxValue !== null;
  if (hasRange && dataType !== 'NUMERIC')
    throw new InvalidFieldError(
      [minValue === null ? 'maxValue' : 'minValue'],
      'goes with dataType NUMERIC only',
    );
  if (minValue !== null && maxValue !== null && minValue >= maxValue)
    throw new InvalidFieldError(['maxValue'], 'must be greater than minValue');
  return { dataType, minValue, maxValue, categories: checkedCategories(dataType, categories) };
}

function checkedCategories(
  dataType: ConfigDataType,
  categories: readonly ScoreCategory[] | null,
): readonly ScoreCategory[] | null {
  if (dataType === 'BOOLEAN') {
    const isOwn = categories === null || categories.length === 0 || isTruths(categories);
    if (!isOwn)
      throw new InvalidFieldError(['categories'], 'of a BOOLEAN config must be True (1) and False (0)');
    return TRUTHS;
  }
  if (dataType !== 'CATEGORICAL') {
    if (categories !== null && categories.length > 0)
      throw new InvalidFieldError(['categories'], 'goes with dataType CATEGORICAL or BOOLEAN only');
    return null;
  }
  if (categories === null || categories.length === 0)
    throw new InvalidFieldError(['categories'], 'must have at least one category for dataType CATEGORICAL');
  for (const [name, values] of [
    ['label', categories.map(({ label }) => label)],
    ['value', categories.map(({ value }) => value)],
  ] as const) {
    if (new Set<unknown>(values).size < values.length)
      throw new InvalidFieldError(['categories'], `must not have the same ${name} twice`);
  }
  return categories;
}

function isTruths(categories: readonly ScoreCategory[]): boolean {
  return (
    categories.length === TRUTHS.length &&
    TRUTHS.every(({ value, label }) =>
      categories.some((each) => each.value === value && each.label === label),
    )
  );
}

import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { ScorePatch } from '../patch.js';
import type { ScoreFields } from '../score-fields.js';
import type { ScoreRule } from '../score-config.lookup.js';
import { scoreValue, type ScoreValue } from './score-value.js';

/**
 * A score that names a config, with the number that the config gives its category.
 * @param rule null: there is no such config
 * @param lacksType the score leaves it to the config to say its type
 * @throws InvalidFieldError where the score is not as the config demands
 */
export function configuredScore(patch: ScorePatch, rule: ScoreRule | null, lacksType: boolean): ScorePatch {
  const { fields } = patch.state;
  if (rule === null)
    throw new InvalidFieldError(['body', 'configId'], 'names no score config of the project');
  if (rule.isArchived)
    throw new InvalidFieldError(['body', 'configId'], 'names a score config that is archived');
  if (fields.name !== rule.name)
    throw new InvalidFieldError(['body', 'name'], `must be ${rule.name}, as the score config says`);
  if (!lacksType && fields.dataType !== rule.dataType)
    throw new InvalidFieldError(['body', 'dataType'], `must be ${rule.dataType}, as the score config says`);
  const value = lacksType ? valueOfType(fields, rule.dataType) : null;
  const checked = { ...fields, ...value };
  if (rule.dataType === 'NUMERIC') checkRange(checked.value ?? null, rule);
  if (rule.dataType === 'CATEGORICAL') checked.value = categoryOf(checked, rule);
  return { ...patch, state: { ...patch.state, fields: checked } };
}

/** What was read by the type of the value alone, as the type that the config says. */
function valueOfType({ dataType, value, stringValue }: Partial<ScoreFields>, type: string): ScoreValue {
  const sent = dataType === 'NUMERIC' ? value : dataType === 'BOOLEAN' ? value === 1 : stringValue;
  return scoreValue({ value: sent, dataType: type });
}

function checkRange(value: number | null, { minValue, maxValue }: ScoreRule): void {
  if (value === null) return;
  if (minValue !== null && value < minValue)
    throw new InvalidFieldError(['body', 'value'], `must be at least ${minValue}, as the score config says`);
  if (maxValue !== null && value > maxValue)
    throw new InvalidFieldError(['body', 'value'], `must be at most ${maxValue}, as the score config says`);
}

function categoryOf({ stringValue }: Partial<ScoreFields>, { categories }: ScoreRule): number {
  const category = categories?.find(({ label }) => label === stringValue);
  if (category !== undefined) return category.value;
  const labels = (categories ?? []).map(({ label }) => label);
  throw new InvalidFieldError(
    ['body', 'value'],
    `must be one of ${labels.join(', ')}, as the score config says`,
  );
}

import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { ScorePatch } from '../patch.js';
import type { ScoreRule } from '../score-config.lookup.js';

/**
 * A score that names a config, with the number that the config gives its category.
 * @param rule null: there is no such config
 * @throws InvalidFieldError where the score is not as the config demands
 */
export function configuredScore(patch: ScorePatch, rule: ScoreRule | null): ScorePatch {
  const { fields } = patch.state;
  if (rule === null)
    throw new InvalidFieldError(['body', 'configId'], 'names no score config of the project');
  if (rule.isArchived)
    throw new InvalidFieldError(['body', 'configId'], 'names a score config that is archived');
  if (fields.name !== rule.name)
    throw new InvalidFieldError(['body', 'name'], `must be ${rule.name}, as the score config says`);
  if (fields.dataType !== rule.dataType)
    throw new InvalidFieldError(['body', 'dataType'], `must be ${rule.dataType}, as the score config says`);
  if (rule.dataType === 'NUMERIC') checkRange(fields.value ?? null, rule);
  if (rule.dataType !== 'CATEGORICAL') return patch;
  const category = rule.categories?.find(({ label }) => label === fields.stringValue);
  if (category === undefined) {
    const labels = (rule.categories ?? []).map(({ label }) => label);
    throw new InvalidFieldError(
      ['body', 'value'],
      `must be one of ${labels.join(', ')}, as the score config says`,
    );
  }
  return { ...patch, state: { ...patch.state, fields: { ...fields, value: category.value } } };
}

function checkRange(value: number | null, { minValue, maxValue }: ScoreRule): void {
  if (value === null) return;
  if (minValue !== null && value < minValue)
    throw new InvalidFieldError(['body', 'value'], `must be at least ${minValue}, as the score config says`);
  if (maxValue !== null && value > maxValue)
    throw new InvalidFieldError(['body', 'value'], `must be at most ${maxValue}, as the score config says`);
}

import type { FilterCondition, FilterOperator } from '../../common/filter/filter-condition.js';
import { OBSERVATION_LEVELS, type ObservationLevel } from '../domain/observations/observation-query.js';

export type Level = ObservationLevel;

/** The levels that meet a condition on a level: there are so few that each can be tried. */
export function levelsThatMeet(condition: FilterCondition): readonly Level[] {
  if (condition.type === 'string')
    return OBSERVATION_LEVELS.filter((level) => isText(level, condition.operator, condition.value));
  if (condition.type !== 'stringOptions') return [];
  const isAsked = condition.operator === 'any of';
  return OBSERVATION_LEVELS.filter((level) => condition.value.includes(level) === isAsked);
}

function isText(text: string, operator: FilterOperator<'string'>, part: string): boolean {
  switch (operator) {
    case '=':
      return text === part;
    case 'contains':
      return text.includes(part);
    case 'does not contain':
      return !text.includes(part);
    case 'starts with':
      return text.startsWith(part);
    case 'ends with':
      return text.endsWith(part);
    case 'matches':
      return text.toLowerCase().includes(part.toLowerCase());
  }
}

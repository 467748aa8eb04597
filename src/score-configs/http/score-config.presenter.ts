import { formatTimestamp } from '../../common/time/timestamp.js';
import type { ScoreConfig } from '../domain/score-config.js';
import type { ScoreConfigResponseDto } from './dto/score-config-response.dto.js';

export function presentScoreConfig(config: ScoreConfig): ScoreConfigResponseDto {
  return {
    id: config.id,
    projectId: config.projectId,
    name: config.name,
    dataType: config.dataType,
    isArchived: config.isArchived,
    minValue: config.minValue,
    maxValue: config.maxValue,
    categories: config.categories?.map(({ value, label }) => ({ value, label })) ?? null,
    description: config.description,
    createdAt: formatTimestamp(config.createdAt),
    updatedAt: formatTimestamp(config.updatedAt),
  };
}

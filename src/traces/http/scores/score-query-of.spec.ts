import { parseFilter } from '../../../common/filter/parse-filter.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { SCORE_FILTER_COLUMNS } from '../../domain/scores/score-filter-columns.js';
import { ListScoresQueryDto } from './dto/list-scores-query.dto.js';
import { scoreQueryOf } from './score-query-of.js';

function asked(parameters: Partial<ListScoresQueryDto>): ListScoresQueryDto {
  return Object.assign(new ListScoresQueryDto(), parameters);
}

const FROM = '2026-01-31T08:00:00.000000Z' as Timestamp;

describe(scoreQueryOf, () => {
  it('asks for all that the parameters say', () => {
    const { filter } = scoreQueryOf(
      'p1',
      asked({
        name: 'tone',
        scoreIds: ['a'],
        observationId: ['o'],
        fromTimestamp: FROM,
        operator: '<',
        value: 1,
      }),
    );
    expect(filter).toEqual({
      name: 'tone',
      ids: ['a'],
      observationIds: ['o'],
      from: FROM,
      value: { operator: '<', number: 1 },
    });
  });

  it('lets a parameter go where the filter asks of the same column, and no other', () => {
    const conditions = [
      { type: 'number', column: 'value', operator: '>', value: 2 },
      { type: 'stringOptions', column: 'id', operator: 'any of', value: ['b'] },
    ];
    const { filter } = scoreQueryOf(
      'p1',
      asked({
        name: 'tone',
        scoreIds: ['a'],
        operator: '<',
        value: 1,
        filter: parseFilter(JSON.stringify(conditions), SCORE_FILTER_COLUMNS),
      }),
    );
    expect(filter).toEqual({ name: 'tone', conditions });
  });

  it.each([{ operator: '=' as const }, { value: 1 }])('refuses half a comparison: %j', (half) => {
    expect(() => scoreQueryOf('p1', asked(half))).toThrow('operator and value must be given together');
  });
});

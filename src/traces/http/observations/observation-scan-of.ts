import { BadRequestError } from '../../../common/domain-error.js';
import { observationFilterOf } from '../../domain/observations/observation-filter-of.js';
import type {
  ObservationScan,
  SimpleObservationFilter,
} from '../../domain/observations/observation-query.js';
import type { ScanObservationsQueryDto } from './dto/scan-observations-query.dto.js';
import { simpleFilterOf } from './observation-query-of.js';

/** The question that a request asks, of the project of its caller. @throws BadRequestError */
export function observationScanOf(projectId: string, dto: ScanObservationsQueryDto): ObservationScan {
  if (dto.parseIoAsJson === true)
    throw new BadRequestError('parseIoAsJson must not be true: input and output are texts, leave it out');
  const groups = new Set(dto.fields);
  return {
    projectId,
    limit: dto.limit,
    after: dto.cursor ?? null,
    parts: {
      io: groups.has('io'),
      metadata: groups.has('metadata') ? { whole: dto.expandMetadata ?? [] } : null,
      trace: groups.has('basic') || groups.has('trace_context'),
    },
    filter: observationFilterOf(filterOfScan(dto), dto.filter),
  };
}

function filterOfScan(dto: ScanObservationsQueryDto): SimpleObservationFilter {
  return {
    ...simpleFilterOf(dto),
    sessionId: dto.sessionId,
    parentObservationId: dto.parentObservationId === '' ? null : dto.parentObservationId,
    isRoot: dto.isRootObservation,
  };
}

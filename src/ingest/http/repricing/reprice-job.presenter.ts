import { formatTimestamp } from '../../../common/time/timestamp.js';
import type { RepriceJob } from '../../domain/repricing/reprice-job.js';
import type { RepriceJobResponseDto } from './dto/reprice-job-response.dto.js';

export function presentRepriceJob(job: RepriceJob): RepriceJobResponseDto {
  return {
    id: job.id,
    state: job.state,
    from: formatTimestamp(job.from),
    to: formatTimestamp(job.to),
    model: job.model,
    total: job.total,
    done: job.done,
    changed: job.changed,
    createdAt: formatTimestamp(job.createdAt),
    finishedAt: job.finishedAt === null ? null : formatTimestamp(job.finishedAt),
    error: job.error,
  };
}

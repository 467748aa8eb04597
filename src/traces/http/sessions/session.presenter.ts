import { formatTimestamp } from '../../../common/time/timestamp.js';
import type { Session, SessionDetail } from '../../domain/sessions/session.js';
import { presentTrace } from '../trace.presenter.js';
import type { SessionDetailResponseDto, SessionResponseDto } from './dto/session-response.dto.js';

export function presentSession(session: Session): Readonly<SessionResponseDto> {
  return {
    id: session.id,
    projectId: session.projectId,
    environment: session.environment,
    createdAt: formatTimestamp(session.createdAt),
  };
}

export function presentSessionDetail(session: SessionDetail): SessionDetailResponseDto {
  return {
    ...presentSession(session),
    traces: session.traces.map((trace) => presentTrace(trace, trace.payload, true)),
  };
}

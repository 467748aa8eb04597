import type { ProjectResponseDto } from './dto/project-response.dto.js';

/** There is one organization and no page to rename it; clients only want it to be there. */
const ORGANIZATION = { id: 'xtrace', name: 'xtrace' };

/** Projects come from the configuration, which knows no dates: the same unmistakably unreal instant on every replica. */
const UNKNOWN_INSTANT = '1970-01-01T00:00:00.000Z';

/** A project without a name is called by its id. */
export function presentProject(id: string, name: string | null): ProjectResponseDto {
  return {
    id,
    name: name ?? id,
    organization: { ...ORGANIZATION },
    metadata: {},
    createdAt: UNKNOWN_INSTANT,
    updatedAt: UNKNOWN_INSTANT,
  };
}

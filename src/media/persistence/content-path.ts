import { createHash } from 'node:crypto';
import type { ContentKey } from '../domain/media.js';

const PROJECT_CHARACTERS = 32;

/**
 * Where a content lies below the place of all media: `project/first byte/hash`, all in lower-case hexadecimal, so that no name of
 * a project (`..`, or two that differ in case only) can lead elsewhere.
 */
export function contentPath({ projectId, sha256 }: ContentKey): readonly [string, string, string] {
  const project = createHash('sha256').update(projectId).digest('hex').slice(0, PROJECT_CHARACTERS);
  const hash = Buffer.from(sha256, 'base64').toString('hex');
  return [project, hash.slice(0, 2), hash];
}

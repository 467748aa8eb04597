import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { AnnouncedMedia, ContentKey, Media, MediaLink } from '../../src/media/domain/media.js';
import { MediaRepository } from '../../src/media/domain/media.repository.js';

export class InMemoryMediaRepository extends MediaRepository {
  private readonly media = new Map<string, Media>();
  private readonly links = new Map<string, MediaLink>();

  announce(announced: AnnouncedMedia, link: MediaLink): Promise<Media> {
    const key = keyOf(announced.projectId, announced.id);
    const known = this.media.get(key);
    const isUploaded = known !== undefined && known.uploadedAt !== null;
    if (isUploaded && known.sha256 !== announced.sha256) return Promise.resolve(known);
    const media = isUploaded
      ? { ...known, contentType: announced.contentType }
      : { ...announced, uploadedAt: null };
    this.media.set(key, media);
    this.links.set(JSON.stringify([key, link]), link);
    return Promise.resolve(media);
  }

  get(projectId: string, id: string): Promise<Media | null> {
    return Promise.resolve(this.media.get(keyOf(projectId, id)) ?? null);
  }

  markUploaded(
    { projectId, id, sha256, contentLength }: ContentKey & Pick<AnnouncedMedia, 'id' | 'contentLength'>,
    at: Timestamp,
  ): Promise<boolean> {
    const known = this.media.get(keyOf(projectId, id));
    if (known?.sha256 !== sha256) return Promise.resolve(false);
    const uploadedAt = known.uploadedAt ?? at;
    this.media.set(keyOf(projectId, id), { ...known, contentLength, uploadedAt });
    return Promise.resolve(true);
  }

  linksOf(projectId: string, id: string): readonly MediaLink[] {
    const prefix = JSON.stringify([keyOf(projectId, id)]).slice(0, -1);
    return [...this.links].filter(([key]) => key.startsWith(prefix)).map(([, link]) => link);
  }
}

function keyOf(projectId: string, id: string): string {
  return `${projectId} ${id}`;
}

import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { AnnouncedMedia, ContentKey, Media, MediaLink, MediaRef } from '../../src/media/domain/media.js';
import { MediaRepository } from '../../src/media/domain/media.repository.js';

export class InMemoryMediaRepository extends MediaRepository {
  private readonly media = new Map<string, Media>();
  private readonly links = new Map<string, MediaLink>();
  private readonly withoutLink = new Map<string, MediaRef>();

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

  unlinked(project: string, limit: number): Promise<readonly MediaRef[]> {
    return Promise.resolve(
      [...this.withoutLink.values()].filter(({ projectId }) => projectId === project).slice(0, limit),
    );
  }

  async release(ref: MediaRef, remove: (content: ContentKey) => Promise<void>): Promise<void> {
    const key = keyOf(ref.projectId, ref.id);
    const known = this.media.get(key);
    if (known !== undefined && this.linksOf(ref.projectId, ref.id).length === 0) {
      await remove({ projectId: known.projectId, sha256: known.sha256 });
      this.media.delete(key);
    }
    this.withoutLink.delete(key);
  }

  /** What the deletion of a trace does. */
  unlink(projectId: string, traceId: string): void {
    for (const [key, link] of [...this.links]) {
      const [media] = JSON.parse(key) as [string];
      const [project = '', id = ''] = media.split(' ');
      if (project !== projectId || link.traceId !== traceId) continue;
      this.links.delete(key);
      this.withoutLink.set(media, { projectId, id });
    }
  }

  linksOf(projectId: string, id: string): readonly MediaLink[] {
    const prefix = JSON.stringify([keyOf(projectId, id)]).slice(0, -1);
    return [...this.links].filter(([key]) => key.startsWith(prefix)).map(([, link]) => link);
  }
}

function keyOf(projectId: string, id: string): string {
  return `${projectId} ${id}`;
}

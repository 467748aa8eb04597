import { UnavailableError } from '../../src/common/domain-error.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { ContentKey, MediaLink } from '../../src/media/domain/media.js';
import type { MediaRepository } from '../../src/media/domain/media.repository.js';
import { mediaOf, sha256Of } from '../factories/media.factory.js';

/** A repository without media, and what it has stored of links. */
export interface MediaRepositoryBed {
  readonly repository: MediaRepository;
  linksOf(projectId: string, id: string): Promise<readonly MediaLink[]>;
  /** What the deletion of a trace does. */
  unlink(projectId: string, traceId: string): Promise<void>;
}

const FIRST = '2026-01-31T08:00:00.000000Z' as Timestamp;
const LATER = '2026-01-31T09:00:00.000000Z' as Timestamp;
const LINK: MediaLink = { traceId: 't1', observationId: null, field: 'input' };
const MEDIA = mediaOf('hello');
const REF = { projectId: MEDIA.projectId, id: MEDIA.id };
const OTHER = mediaOf('other');
/** Other bytes whose hash begins in the same way. */
const RIVAL = { ...MEDIA, sha256: `${MEDIA.sha256.slice(0, 30)}${sha256Of('rival').slice(30)}` };

/** What every MediaRepository keeps to. */
export function mediaRepositoryContract(open: () => Promise<MediaRepositoryBed>): void {
  let bed: MediaRepositoryBed;
  let repository: MediaRepository;

  beforeEach(async () => {
    bed = await open();
    ({ repository } = bed);
  });

  const stored = () => repository.get(MEDIA.projectId, MEDIA.id);

  it('knows what was announced, for its project only', async () => {
    expect(await repository.announce(MEDIA, LINK)).toEqual(MEDIA);
    expect(await stored()).toEqual(MEDIA);
    expect(await repository.get('p2', MEDIA.id)).toBeNull();
    expect(await repository.get(MEDIA.projectId, mediaOf('other').id)).toBeNull();
  });

  it('links media once to each place that refers to them', async () => {
    const links: MediaLink[] = [
      LINK,
      { ...LINK, field: 'output' },
      { ...LINK, observationId: 'o1' },
      { ...LINK, traceId: 't2' },
    ];
    for (const link of [...links, ...links]) await repository.announce(MEDIA, link);
    const found = await bed.linksOf(MEDIA.projectId, MEDIA.id);
    expect(found).toHaveLength(links.length);
    expect(found).toEqual(expect.arrayContaining(links));
    expect(await bed.linksOf('p2', MEDIA.id)).toEqual([]);
  });

  it('replaces what was announced and is not uploaded', async () => {
    await repository.announce({ ...RIVAL, contentLength: 7, contentType: 'text/html' }, LINK);
    expect(await repository.announce(MEDIA, LINK)).toEqual(MEDIA);
    expect(await repository.announce({ ...MEDIA, contentLength: 9 }, LINK)).toMatchObject({
      contentLength: 9,
    });
  });

  it('says when the bytes were first here, and how many they are', async () => {
    await repository.announce({ ...MEDIA, contentLength: 9 }, LINK);
    expect(await repository.markUploaded(MEDIA, FIRST)).toBe(true);
    expect(await repository.markUploaded(MEDIA, LATER)).toBe(true);
    expect(await stored()).toEqual({ ...MEDIA, uploadedAt: FIRST });
  });

  it('follows the latest announcement of what is uploaded in its content type only', async () => {
    await repository.announce(MEDIA, LINK);
    await repository.markUploaded(MEDIA, FIRST);
    const again = { ...MEDIA, contentType: 'text/markdown', contentLength: 9 };
    const expected = { ...MEDIA, contentType: 'text/markdown', uploadedAt: FIRST };
    expect(await repository.announce(again, LINK)).toEqual(expected);
    expect(await stored()).toEqual(expected);
  });

  it('leaves what is uploaded alone where other bytes are announced under its id', async () => {
    await repository.announce(MEDIA, LINK);
    await repository.markUploaded(MEDIA, FIRST);
    const known = { ...MEDIA, uploadedAt: FIRST };
    const foreign = { ...LINK, traceId: 't9' };
    expect(await repository.announce({ ...RIVAL, contentType: 'text/html' }, foreign)).toEqual(known);
    expect(await stored()).toEqual(known);
    expect(await bed.linksOf(MEDIA.projectId, MEDIA.id)).toEqual([LINK]);
  });

  it('does not take for uploaded what was not announced', async () => {
    expect(await repository.markUploaded(MEDIA, FIRST)).toBe(false);
    await repository.announce(RIVAL, LINK);
    expect(await repository.markUploaded(MEDIA, FIRST)).toBe(false);
    expect(await repository.markUploaded({ ...RIVAL, projectId: 'p2' }, FIRST)).toBe(false);
    expect(await stored()).toEqual(RIVAL);
  });

  describe('whose trace is deleted', () => {
    let removed: ContentKey[];
    const remove = (content: ContentKey): Promise<void> => {
      removed.push(content);
      return Promise.resolve();
    };

    beforeEach(async () => {
      removed = [];
      await repository.announce(MEDIA, LINK);
      await repository.markUploaded(MEDIA, FIRST);
      await repository.announce(OTHER, { ...LINK, traceId: 't2' });
    });

    it('finds media that have lost links, and forgets those that have none left', async () => {
      expect(await repository.unlinked(MEDIA.projectId, 9)).toEqual([]);
      await bed.unlink('p2', 't1');
      expect(await repository.unlinked(MEDIA.projectId, 9)).toEqual([]);
      await bed.unlink(MEDIA.projectId, 't1');
      expect(await repository.unlinked(MEDIA.projectId, 9)).toEqual([REF]);
      expect(await repository.unlinked(MEDIA.projectId, 0)).toEqual([]);
      expect(await repository.unlinked('p2', 9)).toEqual([]);
      await repository.release(REF, remove);
      expect(removed).toEqual([{ projectId: MEDIA.projectId, sha256: MEDIA.sha256 }]);
      expect([await stored(), await repository.unlinked(MEDIA.projectId, 9)]).toEqual([null, []]);
      expect(await repository.get(OTHER.projectId, OTHER.id)).toEqual(OTHER);
      await repository.release(REF, remove);
      expect(removed).toHaveLength(1);
    });

    it('keeps media that are referred to somewhere else, or again', async () => {
      await repository.announce(MEDIA, { ...LINK, traceId: 't2' });
      await bed.unlink(MEDIA.projectId, 't1');
      await repository.release(REF, remove);
      await bed.unlink(MEDIA.projectId, 't2');
      await repository.announce(MEDIA, LINK);
      await repository.release(REF, remove);
      expect([removed, await stored()]).toEqual([[], { ...MEDIA, uploadedAt: FIRST }]);
      expect(await repository.unlinked(OTHER.projectId, 9)).toEqual([
        { projectId: OTHER.projectId, id: OTHER.id },
      ]);
    });

    it('leaves everything as it is where the bytes cannot be removed', async () => {
      await bed.unlink(MEDIA.projectId, 't1');
      const error = new UnavailableError('away');
      await expect(repository.release(REF, () => Promise.reject(error))).rejects.toBe(error);
      expect([await stored(), await repository.unlinked(MEDIA.projectId, 9)]).toEqual([
        { ...MEDIA, uploadedAt: FIRST },
        [REF],
      ]);
    });
  });

  it('takes the same announcement many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => repository.announce(MEDIA, LINK)));
    expect(answers).toEqual(answers.map(() => MEDIA));
    expect(await bed.linksOf(MEDIA.projectId, MEDIA.id)).toEqual([LINK]);
  });
}

import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { MediaLink } from '../../src/media/domain/media.js';
import type { MediaRepository } from '../../src/media/domain/media.repository.js';
import { mediaOf, sha256Of } from '../factories/media.factory.js';

/** A repository without media, and what it has stored of links. */
export interface MediaRepositoryBed {
  readonly repository: MediaRepository;
  linksOf(projectId: string, id: string): Promise<readonly MediaLink[]>;
}

const FIRST = '2026-01-31T08:00:00.000000Z' as Timestamp;
const LATER = '2026-01-31T09:00:00.000000Z' as Timestamp;
const LINK: MediaLink = { traceId: 't1', observationId: null, field: 'input' };
const MEDIA = mediaOf('hello');
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

  it('takes the same announcement many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => repository.announce(MEDIA, LINK)));
    expect(answers).toEqual(answers.map(() => MEDIA));
    expect(await bed.linksOf(MEDIA.projectId, MEDIA.id)).toEqual([LINK]);
  });
}

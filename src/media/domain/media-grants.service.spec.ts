import { Clock } from '../../common/clock.js';
import { readConfig } from '../../config/read-config.js';
import { mediaOf } from '../../../test/factories/media.factory.js';
import { MediaGrants } from './media-grants.service.js';

const HOUR_MS = 3_600_000;
const MEDIA = mediaOf('hello', { projectId: 'a "b"', contentType: 'audio/webm; codecs="opus"' });

describe(MediaGrants, () => {
  let now = 0;
  const clock = new (class extends Clock {
    now = (): number => now;
  })();

  function grants(token: string | null = 'token-of-the-tests'): MediaGrants {
    const config = readConfig(token === null ? {} : { API_BEARER_TOKEN: token });
    return new MediaGrants(config, clock);
  }

  beforeEach(() => {
    now = Date.parse('2026-01-31T08:00:00Z');
  });

  it('gives back what was granted, in any process with the same token', () => {
    const { text, expiresAt } = grants().issue('upload', MEDIA);
    const granted = { ...MEDIA, uploadedAt: undefined, action: 'upload', expiresAt };
    expect(grants().redeem('upload', MEDIA.id, text)).toEqual(granted);
    expect(text).toMatch(/^[\w-]+\.[\w-]+$/);
  });

  it('is good for an hour', () => {
    const { text, expiresAt } = grants().issue('download', MEDIA);
    expect(expiresAt).toBe(now + HOUR_MS);
    now = expiresAt - 1;
    expect(() => grants().redeem('download', MEDIA.id, text)).not.toThrow();
    now = expiresAt;
    expect(() => grants().redeem('download', MEDIA.id, text)).toThrow('expired');
  });

  it.each([
    ['another token', () => grants('another-token')],
    ['no token', () => grants(null)],
  ])('is of no use to a server with %s', (_, other) => {
    const { text } = grants().issue('upload', MEDIA);
    expect(() => other().redeem('upload', MEDIA.id, text)).toThrow('not one that was given out');
  });

  it('takes no key from there being no token', () => {
    const { text } = grants(null).issue('upload', MEDIA);
    expect(() => grants(null).redeem('upload', MEDIA.id, text)).toThrow('not one that was given out');
  });
});

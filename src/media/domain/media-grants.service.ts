import { Injectable } from '@nestjs/common';
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/domain-error.js';
import { AppConfig } from '../../config/app-config.js';
import type { AnnouncedMedia } from './media.js';

/** What the bearer of a grant may do with media, and until when. */
export type GrantedAction = 'upload' | 'download';

export interface MediaGrant extends AnnouncedMedia {
  readonly action: GrantedAction;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** As clients of Langfuse are used to. */
const GRANT_MS = 60 * 60 * 1000;
const KEY_BYTES = 32;
const KEY_PURPOSE = 'xtrace media grants 1';

/**
 * Makes and checks texts that stand for the right to upload or download one content, so that it needs no credential. They are signed
 * (HMAC-SHA-256) with a key that follows from the API token: all servers with the same token honour each other's, also after a restart,
 * and a new token ends them all.
 */
@Injectable()
export class MediaGrants {
  private readonly key: Buffer;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    // There is a token wherever a server listens; what is no token must not become a key that anyone can guess.
    const secret = config.bearerToken ?? randomBytes(KEY_BYTES);
    this.key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), KEY_PURPOSE, KEY_BYTES));
  }

  /** Good for an hour. The text is fit for a URL. */
  issue(action: GrantedAction, media: AnnouncedMedia): { readonly text: string; readonly expiresAt: number } {
    const { projectId, id, sha256, contentType, contentLength } = media;
    const expiresAt = this.clock.now() + GRANT_MS;
    const said = JSON.stringify([action, projectId, id, sha256, contentType, contentLength, expiresAt]);
    const payload = Buffer.from(said).toString('base64url');
    return { text: `${payload}.${this.sign(payload).toString('base64url')}`, expiresAt };
  }

  /** @throws DomainError FORBIDDEN where the text is not one of ours, is for something else or has expired */
  redeem(action: GrantedAction, id: string, text: unknown): MediaGrant {
    const grant = typeof text === 'string' ? this.read(text) : null;
    if (grant?.action !== action || grant.id !== id)
      throw new DomainError('FORBIDDEN', 'The URL is not one that was given out for this');
    if (grant.expiresAt <= this.clock.now())
      throw new DomainError('FORBIDDEN', 'The URL has expired; ask for a new one');
    return grant;
  }

  private read(text: string): MediaGrant | null {
    const [payload = '', signature = '', ...more] = text.split('.');
    const sent = Buffer.from(signature, 'base64url');
    const expected = this.sign(payload);
    if (more.length > 0 || sent.length !== expected.length || !timingSafeEqual(sent, expected)) return null;
    const [action, projectId, id, sha256, contentType, contentLength, expiresAt] = JSON.parse(
      Buffer.from(payload, 'base64url').toString(),
    ) as [GrantedAction, string, string, string, string, number, number];
    return { action, projectId, id, sha256, contentType, contentLength, expiresAt };
  }

  private sign(payload: string): Buffer {
    return createHmac('sha256', this.key).update(payload).digest();
  }
}

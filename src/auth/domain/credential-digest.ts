import { createHash } from 'node:crypto';
import type { Credential } from './authorization-header.js';

/** Always 32 bytes, whatever the length of the text. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Tells credentials apart without keeping them. For memory only: it is no protection for a weak secret. */
export function credentialDigest(credential: Credential): string {
  const parts =
    credential.kind === 'bearer'
      ? ['bearer', credential.token]
      : ['basic', credential.publicKey, credential.secretKey];
  return sha256(JSON.stringify(parts)).toString('base64');
}

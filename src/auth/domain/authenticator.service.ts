import { Injectable } from '@nestjs/common';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { AppConfig } from '../../config/app-config.js';
import type { Credential } from './authorization-header.js';
import { sha256 } from './credential-digest.js';
import type { Principal } from './principal.js';

/**
 * Knows the credentials of the configuration.
 * Compares digests of equal length in constant time, and does the same work whatever part is wrong or not configured.
 */
@Injectable()
export class AuthenticatorService {
  /** Whether there is a key pair that a client could know. */
  readonly hasKeyPair: boolean;
  private readonly token: Buffer;
  private readonly publicKey: Buffer;
  private readonly secretKey: Buffer;
  private readonly tokenPrincipal: Principal;
  private readonly keyPairPrincipal: Principal;
  private readonly publicKeyPrincipal: Principal;
  private readonly anonymousPrincipal: Principal | null;

  constructor(config: AppConfig) {
    const { projectId } = config;
    this.hasKeyPair = config.publicKey !== null && config.secretKey !== null;
    this.token = digestOrUnmatchable(config.bearerToken);
    this.publicKey = digestOrUnmatchable(config.publicKey);
    this.secretKey = digestOrUnmatchable(config.secretKey);
    this.tokenPrincipal = {
      projectId,
      clientKey: clientKey('token', config.bearerToken ?? ''),
      kind: 'token',
      scope: 'all',
    };
    this.keyPairPrincipal = {
      projectId,
      clientKey: clientKey('key-pair', config.publicKey ?? ''),
      kind: 'key-pair',
      scope: 'all',
    };
    this.publicKeyPrincipal = {
      projectId,
      clientKey: clientKey('public-key', config.publicKey ?? ''),
      kind: 'public-key',
      scope: 'scores',
    };
    const isOpen =
      config.allowUnauthenticatedCompat && config.publicKey === null && config.secretKey === null;
    this.anonymousPrincipal = isOpen
      ? { projectId, clientKey: 'anonymous', kind: 'anonymous', scope: 'all' }
      : null;
  }

  /** Null: the credential is wrong. */
  authenticate(credential: Credential): Principal | null {
    if (credential.kind === 'bearer') {
      const digest = sha256(credential.token);
      const isToken = timingSafeEqual(digest, this.token);
      const isPublicKey = timingSafeEqual(digest, this.publicKey);
      if (isToken) return this.tokenPrincipal;
      return isPublicKey ? this.publicKeyPrincipal : null;
    }
    const isPublicKeyRight = timingSafeEqual(sha256(credential.publicKey), this.publicKey);
    const isSecretKeyRight = timingSafeEqual(sha256(credential.secretKey), this.secretKey);
    return isPublicKeyRight && isSecretKeyRight ? this.keyPairPrincipal : null;
  }

  /** Who calls a compatibility route where the configuration leaves these open; null where it does not. */
  anonymous(): Principal | null {
    return this.anonymousPrincipal;
  }
}

function digestOrUnmatchable(secret: string | null): Buffer {
  return secret === null ? randomBytes(32) : sha256(secret);
}

function clientKey(kind: string, name: string): string {
  return sha256(JSON.stringify(['client', kind, name]))
    .toString('hex')
    .slice(0, 16);
}

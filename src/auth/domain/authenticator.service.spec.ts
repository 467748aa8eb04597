import type { AppConfig } from '../../config/app-config.js';
import { readConfig } from '../../config/read-config.js';
import { AuthenticatorService } from './authenticator.service.js';

const TOKEN = 'canary-token';
const KEYS = { XTRACE_PUBLIC_KEY: 'pk-canary', XTRACE_SECRET_KEY: 'sk-canary' };

function configOf(environment: NodeJS.ProcessEnv): AppConfig {
  return readConfig({ DEFAULT_PROJECT_ID: 'p-1', ...environment });
}

function basic(publicKey: string, secretKey: string) {
  return { kind: 'basic', publicKey, secretKey } as const;
}

function bearer(token: string) {
  return { kind: 'bearer', token } as const;
}

describe(AuthenticatorService, () => {
  const both = new AuthenticatorService(configOf({ API_BEARER_TOKEN: TOKEN, ...KEYS }));

  it('takes the token and the key pair of the configuration, for its project', () => {
    expect(both.authenticate(bearer(TOKEN))).toMatchObject({ kind: 'token', projectId: 'p-1' });
    expect(both.authenticate(basic('pk-canary', 'sk-canary'))).toMatchObject({
      kind: 'key-pair',
      projectId: 'p-1',
    });
  });

  it('takes the public key alone for scores', () => {
    expect(both.authenticate(bearer('pk-canary'))).toMatchObject({
      kind: 'public-key',
      projectId: 'p-1',
      scope: 'scores',
    });
    expect(both.authenticate(bearer(TOKEN))?.scope).toBe('all');
    expect(both.authenticate(basic('pk-canary', 'sk-canary'))?.scope).toBe('all');
  });

  it.each(['', 'canary-toke', 'canary-token ', 'canary-token2', 'Canary-token', 'pk-canary2', 'sk-canary'])(
    'refuses the token %p',
    (token) => {
      expect(both.authenticate(bearer(token))).toBeNull();
    },
  );

  it.each([
    ['pk-canary', 'wrong'],
    ['wrong', 'sk-canary'],
    ['sk-canary', 'pk-canary'],
    ['pk-canary', 'sk-canary2'],
    [TOKEN, TOKEN],
  ])('refuses the pair %p %p', (publicKey, secretKey) => {
    expect(both.authenticate(basic(publicKey, secretKey))).toBeNull();
  });

  it('refuses what is not configured, the empty text included', () => {
    const none = new AuthenticatorService(configOf({}));
    for (const text of ['', 'null', 'undefined', TOKEN]) {
      expect(none.authenticate(bearer(text))).toBeNull();
      expect(none.authenticate(basic(text, text))).toBeNull();
    }
  });

  it('names a credential alike after a restart, differently from another one, and without its text', () => {
    const again = new AuthenticatorService(configOf({ API_BEARER_TOKEN: TOKEN, ...KEYS }));
    const other = new AuthenticatorService(configOf({ API_BEARER_TOKEN: `${TOKEN}2` }));
    const token = both.authenticate(bearer(TOKEN));
    const pair = both.authenticate(basic('pk-canary', 'sk-canary'));
    expect(again.authenticate(bearer(TOKEN))).toEqual(token);
    expect(token?.clientKey).toMatch(/^[0-9a-f]{16}$/);
    expect(token?.clientKey).not.toBe(pair?.clientKey);
    expect(token?.clientKey).not.toBe(other.authenticate(bearer(`${TOKEN}2`))?.clientKey);
    expect(JSON.stringify([token, pair])).not.toContain('canary');
  });

  it('knows an anonymous caller only where that is allowed and no key pair is configured', () => {
    const open = { XTRACE_ALLOW_UNAUTHENTICATED_COMPAT: '1' };
    expect(new AuthenticatorService(configOf(open)).anonymous()).toEqual({
      kind: 'anonymous',
      projectId: 'p-1',
      clientKey: 'anonymous',
      scope: 'all',
    });
    expect(new AuthenticatorService(configOf({ ...open, ...KEYS })).anonymous()).toBeNull();
    expect(new AuthenticatorService(configOf({})).anonymous()).toBeNull();
  });
});

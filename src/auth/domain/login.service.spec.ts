import { SystemClock } from '../../common/clock.js';
import { readConfig } from '../../config/read-config.js';
import { AuthenticatorService } from './authenticator.service.js';
import { FailedLogins } from './failed-logins.js';
import { LoginService } from './login.service.js';

function login(environment: NodeJS.ProcessEnv): LoginService {
  const config = readConfig({ API_BEARER_TOKEN: 'canary-token', ...environment });
  return new LoginService(new AuthenticatorService(config), new FailedLogins(), new SystemClock());
}

describe(LoginService, () => {
  const pair = `Basic ${Buffer.from('any:pair').toString('base64')}`;

  it('says what is missing to whoever sends a key pair to a server that has none', () => {
    expect(() => login({}).login(pair, 'n')).toThrow(
      /^Unauthorized: this server has no key pair; start it with XTRACE_PUBLIC_KEY and XTRACE_SECRET_KEY$/,
    );
  });

  it('says nothing more than that it is wrong of any other credential', () => {
    const keys = { XTRACE_PUBLIC_KEY: 'pk-canary', XTRACE_SECRET_KEY: 'sk-canary' };
    for (const header of [pair, 'Bearer wrong', 'Basic ???', undefined])
      expect(() => login(keys).login(header, 'n')).toThrow(/^Unauthorized$/);
    expect(() => login({}).login('Bearer wrong', 'n')).toThrow(/^Unauthorized$/);
  });
});

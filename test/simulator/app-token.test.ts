import { generateKeyPairSync } from 'node:crypto';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { importPKCS8, SignJWT } from 'jose';
import type { Simulator } from '#simulator/simulator.ts';
import { client, installationToken } from './client.ts';
import { start, stopAll } from './start.ts';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await start();
});
afterEach(stopAll);

const seconds = () => Math.floor(Date.now() / 1_000);

interface Claims {
  readonly exp?: number;
  readonly iat?: number;
  readonly iss?: string;
}

async function signed({ exp, iat, iss }: Claims, privateKey = simulator.app.privateKey): Promise<string> {
  const claims = {
    exp: exp ?? seconds() + 500,
    iat: iat ?? seconds() - 30,
    iss: iss ?? `${simulator.app.id}`,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256' })
    .sign(await importPKCS8(privateKey, 'RS256'));
}

const askAsApp = async (claims: Claims) => client(simulator, await signed(claims)).get('/app');

it('the App proves itself with its id or its client id', async () => {
  const replies = [await askAsApp({}), await askAsApp({ iss: simulator.app.clientId })];
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
});

it.each<[string, () => Claims, number, string]>([
  [
    'has expired',
    () => ({ exp: seconds() - 1 }),
    401,
    "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
  ],
  [
    'lives too long',
    () => ({ exp: seconds() + 700 }),
    401,
    "'Expiration time' claim ('exp') is too far in the future",
  ],
  [
    'was issued in the future',
    () => ({ iat: seconds() + 60 }),
    401,
    "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
  ],
  ['is of another App', () => ({ iss: '1' }), 404, 'Integration not found'],
])('a JSON web token that %s is refused in GitHub’s own words', async (_, claims, status, message) => {
  const reply = await askAsApp(claims());
  expect(reply.status).toBe(status);
  expect(reply.body).toMatchObject({ message });
});

it('a JSON web token signed with another key, or none at all, cannot be decoded', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const foreign = await signed({}, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  for (const token of [foreign, 'a.b.c']) {
    const reply = await client(simulator, token).get('/app');
    expect(reply.status).toBe(401);
    expect(reply.body).toMatchObject({ message: 'A JSON web token could not be decoded' });
  }
});

it.each([-900, 900])(
  'a client whose clock is %i seconds off learns it from the Date header and gets in',
  async (skew) => {
    simulator.settings.clockSkewSeconds = skew;
    const warnings: string[] = [];
    const silent = { debug() {}, info() {}, error() {}, warn: (message: string) => warnings.push(message) };
    const octokit = new Octokit({
      baseUrl: simulator.url,
      log: silent,
      authStrategy: createAppAuth,
      auth: {
        appId: simulator.app.id,
        privateKey: simulator.app.privateKey,
        installationId: simulator.world.organisation('acme').app?.id,
        log: silent,
      },
    });
    const { data } = await octokit.request('GET /orgs/{org}/members', { org: 'acme', per_page: 100 });
    expect(data).toHaveLength(40);
    expect(warnings.join()).toContain('Retrying request with the difference accounted for');
  },
);

describe('an installation token', () => {
  it('has the stateless form: the App’s id, two dots, about 520 characters', async () => {
    const token = await installationToken(simulator);
    expect(token).toMatch(new RegExp(`^ghs_${simulator.app.id}_[\\w-]+\\.[\\w-]+\\.[\\w-]+$`));
    expect(Math.abs(token.length - 520)).toBeLessThan(40);
  });

  it('is good for an hour by GitHub’s clock', async () => {
    const installation = client(simulator, await installationToken(simulator));
    simulator.settings.clockSkewSeconds = 3_590;
    expect((await installation.get('/orgs/acme/members')).status).toBe(200);
    simulator.settings.clockSkewSeconds = 3_601;
    expect((await installation.get('/orgs/acme/members')).status).toBe(401);
  });

  it('is void once the App is uninstalled, and refused while it is suspended', async () => {
    const acme = simulator.world.organisation('acme');
    const installation = client(simulator, await installationToken(simulator));
    Object.assign(acme.app ?? {}, { suspended: true });
    const refused = await installation.get('/orgs/acme/members');
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ message: 'This installation has been suspended' });
    Object.assign(acme.app ?? {}, { suspended: false });
    expect((await installation.get('/orgs/acme/members')).status).toBe(200);
    acme.uninstallApp();
    expect((await installation.get('/orgs/acme/members')).status).toBe(401);
  });

  it('cannot be had where the App is suspended or not installed', async () => {
    const acme = simulator.world.organisation('acme');
    const app = client(simulator, await signed({}));
    const path = `/app/installations/${acme.app?.id}/access_tokens`;
    acme.suspendInstallation(acme.app?.id ?? 0);
    expect((await app.send('POST', path)).status).toBe(403);
    acme.uninstallApp();
    expect((await app.send('POST', path)).status).toBe(404);
    expect((await app.get('/orgs/acme/installation')).status).toBe(404);
  });
});

import type { Finding } from '#core/finding.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { createWorld, type World } from '#simulator/world.ts';

/** The demo's first night; the month ends on the day Patrol was first written. */
export const FIRST_NIGHT = '2026-10-24T02:00:00Z' as Instant;
export const NIGHTS = 30;
/** The organisation the plot happens to. The others live their own lives. */
export const STAGE = 'acme';

/** Three organisations of one enterprise: one large, one small, one without SAML. */
export function demoWorld(): World {
  return createWorld({
    seed: 'patrol demo',
    startsAt: FIRST_NIGHT,
    lifeRate: 0.6,
    organisations: [
      { login: STAGE, name: 'Acme', size: { fineGrainedTokens: 120 } },
      {
        login: 'acme-labs',
        name: 'Acme Labs',
        size: { fineGrainedTokens: 24, classicTokens: 12, sshKeys: 10, repositories: 12 },
      },
      {
        login: 'acme-games',
        name: 'Acme Games',
        saml: false,
        size: { fineGrainedTokens: 12, repositories: 8 },
      },
    ],
  });
}

/** What the plot looks at before a night: the open findings of the stage. */
export interface Scene {
  readonly simulator: Simulator;
  readonly night: number;
  readonly now: Instant;
  readonly findings: readonly Finding[];
}

/**
 * What the people of the enterprise do on top of their daily life, so that a month shows every kind of night. Done
 * at GitHub, to the world; Patrol has to find out by itself.
 */
export function play(scene: Scene): void {
  switch (scene.night) {
    case 9:
      renewTheMostUrgent(scene);
      break;
    case 12:
      revokeOneThatWasReported(scene);
      break;
    case 15:
      withdrawThePermission(scene.simulator);
      break;
    case 16:
      grantItAgain(scene.simulator);
      break;
    case 28:
      makeOneForEachPreview(scene);
      break;
    default:
  }
}

function renewTheMostUrgent({ simulator, findings, now }: Scene): void {
  const token = tokensOf(findings, 'expires-soon')[0];
  if (token !== undefined) simulator.world.organisation(STAGE).renewToken(token, plusDays(now, 180));
}

function revokeOneThatWasReported({ simulator, findings }: Scene): void {
  const token = tokensOf(findings, 'critical-permission')[0] ?? tokensOf(findings, 'never-expires')[0];
  if (token !== undefined) simulator.world.organisation(STAGE).revokeToken(token);
}

/** In the middle of paging: the first page is answered, the next ones are not. */
function withdrawThePermission({ faults }: Simulator): void {
  faults.add({
    on: { path: /\/orgs\/acme\/personal-access-tokens$/ },
    after: 1,
    times: Number.POSITIVE_INFINITY,
    do: {
      kind: 'status',
      status: 403,
      headers: { 'x-accepted-github-permissions': 'organization_personal_access_tokens=read' },
      body: { message: 'Resource not accessible by integration' },
    },
  });
}

function grantItAgain({ faults }: Simulator): void {
  faults.clear();
}

/** A script that asks its author for one token after another, until GitHub gives no more. */
function makeOneForEachPreview({ simulator, now }: Scene): void {
  const labs = simulator.world.organisation('acme-labs');
  const owner = labs.members[0]?.user.login;
  if (owner === undefined) return;
  for (let preview = 1; preview <= 46; preview += 1) {
    labs.addToken({
      owner,
      name: `preview ${preview}`,
      expiresAt: plusDays(now, 60),
      permissions: { repository: { contents: 'read' } },
    });
  }
}

function tokensOf(findings: readonly Finding[], rule: string): number[] {
  return findings
    .filter((finding) => finding.rule === rule && finding.credential.kind === 'fine-grained-token')
    .map(({ credential }) => Number(credential.id));
}

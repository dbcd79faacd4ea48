import type { Repository } from './entities.ts';
import type { Ground } from './ground.ts';
import { type AppIdentity, type Installations, installationsOf } from './installations.ts';
import { type People, peopleOf } from './people.ts';
import { type Repositories, repositoriesOf } from './repositories.ts';
import { type SsoCredentials, ssoCredentialsOf } from './sso-credentials.ts';
import type { Moment } from './time.ts';
import { type TokenRequests, tokenRequestsOf } from './token-requests.ts';
import { type Tokens, tokensOf } from './tokens.ts';

/** One organisation: live lists to look at, and what can be done to it. Everything done is in the journal. */
export interface Organisation
  extends People,
    Repositories,
    Tokens,
    TokenRequests,
    SsoCredentials,
    Installations {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly createdAt: string;
  /** Off: the SSO authorisations answer 404, as where there is no SAML. */
  saml: boolean;
}

interface Foundation {
  readonly ground: Ground;
  readonly app: AppIdentity;
  readonly id: number;
  readonly name: string;
  readonly createdAt: string;
  readonly saml: boolean;
}

export interface Settlement {
  readonly organisation: Organisation;
  /** What leaves the lists until then because it expired long enough before. */
  lapsesUntil(instant: string): Moment[];
}

export function foundOrganisation(foundation: Foundation): Settlement {
  const { ground, app, ...facts } = foundation;
  const { tokens, housekeeping } = tokensOf(ground);
  const { requests, forget } = tokenRequestsOf(ground, tokens);
  const { credentials, lapsesUntil } = ssoCredentialsOf(ground);
  const installations = installationsOf(ground, app);
  const forgetRepository = (repository: Repository) => {
    housekeeping.forget(repository);
    forget(repository);
    for (const each of installations.installations) {
      each.repositories = each.repositories.filter(({ id }) => id !== repository.id);
    }
  };
  const organisation: Organisation = {
    login: ground.organisation,
    ...facts,
    ...peopleOf(ground),
    ...repositoriesOf(ground, forgetRepository),
    ...tokens,
    ...requests,
    ...credentials,
    ...installations,
    // Spreading would freeze the getter at what it gives today.
    get app() {
      return installations.app;
    },
  };
  return {
    organisation,
    lapsesUntil: (instant) => [...housekeeping.lapsesUntil(instant), ...lapsesUntil(instant)],
  };
}

import type { GitHubConnection } from '#adapters/github/connect.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { Check, Dependencies } from './dependencies.ts';
import { examinationChecks } from './examination-checks.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { redactor } from './print.ts';
import { counted, listed } from './render/words.ts';
import { reportError } from './report-error.ts';
import { withStore } from './store-place.ts';

const OLDEST_NODE = 24;
const SHOWN_ORGANISATIONS = 20;

export function nodeCheck({ nodeVersion }: Dependencies): Check {
  const well = Number(/^v?(\d+)/.exec(nodeVersion)?.[1]) >= OLDEST_NODE;
  return well
    ? ok('Node.js', nodeVersion)
    : problem('Node.js', `${nodeVersion} is too old.`, `Install Node.js ${OLDEST_NODE} or newer.`);
}

/** Opens the store and closes it again: a folder that cannot be written shows here. */
export async function storeCheck(place: string, deps: Dependencies): Promise<Check> {
  try {
    const orgs = await withStore(await deps.openStore(place, 'write'), (store) => store.organisations());
    return ok(
      'Store',
      orgs.length === 0 ? `${place}, no scan in it yet` : `${place}, with scans of ${shortList(orgs)}`,
    );
  } catch (error) {
    return problem('Store', wordsOf(error, deps), null);
  }
}

/** Sign-in, then each organisation. Without names, every organisation the App is installed on. */
export async function githubChecks(
  asked: readonly OrgLogin[] | undefined,
  deps: Dependencies,
): Promise<{ readonly checks: readonly Check[]; readonly exit: ExitCode }> {
  const checks: Check[] = [];
  let couldScan = false;
  try {
    const connection = await deps.connect();
    const orgs = asked ?? (await reached(connection, checks, deps));
    for (const org of orgs) {
      const examined = await organisationChecks(org, connection, deps);
      couldScan ||= examined.reached;
      checks.push(...examined.checks);
    }
  } catch (error) {
    if (deps.signal.aborted) throw error;
    return { checks: [...checks, problem('Sign-in', wordsOf(error, deps), null)], exit: EXIT.wrong };
  }
  const whole = checks.every(({ verdict }) => verdict !== 'problem');
  // As in a scan: where no organisation can be read at all, it is the credential or the App that is wrong.
  if (!couldScan) return { checks, exit: EXIT.wrong };
  return { checks, exit: whole ? EXIT.done : EXIT.incomplete };
}

async function reached(
  connection: GitHubConnection,
  checks: Check[],
  deps: Dependencies,
): Promise<readonly OrgLogin[]> {
  const { organisations, suspended } = await connection.installedOrganisations(deps.signal);
  checks.push(
    organisations.length > 0
      ? ok('Installed on', `${counted(organisations.length, 'organisation')}: ${shortList(organisations)}`)
      : problem('Installed on', 'no organisation', 'Install the App: "Install App" on its settings page.'),
  );
  if (suspended.length > 0) {
    checks.push(
      problem(
        'Suspended on',
        `${shortList(suspended)}: nothing of it is read`,
        'Ask an owner to unsuspend the App in the settings of the organisation.',
      ),
    );
  }
  return organisations;
}

async function organisationChecks(
  org: OrgLogin,
  connection: GitHubConnection,
  deps: Dependencies,
): Promise<{ readonly checks: readonly Check[]; readonly reached: boolean }> {
  try {
    return { checks: examinationChecks(org, await connection.examine(org, deps.signal)), reached: true };
  } catch (error) {
    if (deps.signal.aborted) throw error;
    return { checks: [problem(org, wordsOf(error, deps), null)], reached: false };
  }
}

function wordsOf(error: unknown, deps: Dependencies): string {
  return reportError(error, { redact: redactor(deps), debug: false })
    .text.replace(/^patrol: /, '')
    .trimEnd();
}

function shortList(orgs: readonly OrgLogin[]): string {
  const shown = orgs.slice(0, SHOWN_ORGANISATIONS);
  const more = orgs.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : listed(shown);
}

function ok(name: string, detail: string): Check {
  return { name, verdict: 'ok', detail, todo: null };
}

function problem(name: string, detail: string, todo: string | null): Check {
  return { name, verdict: 'problem', detail, todo };
}

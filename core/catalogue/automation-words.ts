/** Words by which people call the machines that they make tokens for. Ours; in no list of GitHub's. */
const WORDS = [
  'airflow',
  'ansible',
  'argo',
  'automation',
  'backup',
  'bot',
  'build',
  'ci',
  'cron',
  'deploy',
  'deployment',
  'dependabot',
  'flux',
  'gitlab',
  'jenkins',
  'k8s',
  'kubernetes',
  'mirror',
  'nightly',
  'pipeline',
  'renovate',
  'runner',
  'scheduler',
  'service',
  'svc',
  'sync',
  'terraform',
];

/** Whole words, whatever stands between them: `nightly_build`, `CI deploy`, `acme-bot`; not `circus`. */
const AUTOMATION = new RegExp(`(?:^|[^a-z])(${WORDS.join('|')})(?:[^a-z]|$)`, 'i');

/** The word that gives a name away as a machine's; null: it may be a person's. */
export function automationWord(name: string): string | null {
  return AUTOMATION.exec(name)?.[1]?.toLowerCase() ?? null;
}

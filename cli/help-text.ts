import { clip } from '#core/inert.ts';

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['GITHUB_APP_ID', 'sign in as a GitHub App (sees most); with one of the next two'],
  ['GITHUB_APP_PRIVATE_KEY_FILE', "path of the App's private key (.pem)"],
  ['GITHUB_APP_PRIVATE_KEY', 'the key itself instead'],
  ['GITHUB_TOKEN', 'sign in with a token instead: it cannot see fine-grained tokens'],
  ['GITHUB_API_URL', 'another server, such as https://github.example.com/api/v3'],
  ['PATROL_SNS_TOPIC_ARN', 'tell this SNS topic as well, with the usual AWS variables'],
  ['SLACK_BOT_TOKEN', 'tell Slack as a bot, in SLACK_CHANNEL; or'],
  ['SLACK_WEBHOOK_URL', 'through an incoming webhook, which cannot change its messages'],
  ['PATROL_RULE_PAGES', 'address that the pages of rules are under, for links in messages'],
  ['PATROL_POLICY', 'the policy file, if --policy is not given (else ./patrol.yaml)'],
  ['PATROL_STORE', 'where scans are kept, if --store is not given'],
  ['PATROL_SIGNING_KEY', 'ARN of the KMS key that signs what is committed (patrol verify checks it)'],
  ['NO_COLOR, COLUMNS', 'no colour; the width of tables where there is no terminal'],
  ['PATROL_DEBUG=1', 'details with an unforeseen error'],
];

const EXIT_CODES: readonly (readonly [string, string])[] = [
  ['0', 'done'],
  ['1', 'there are open findings at or above --fail-on'],
  ['2', 'the command, a setting or the credential is wrong; the message says which'],
  ['3', 'the scan is incomplete, could not be made or told (now), or what is stored is damaged'],
  ['130', 'stopped with Ctrl-C; nothing half done is kept'],
];

const TERM_WIDTH = 28;

/** `  TERM   words`, aligned. */
function pairs(rows: readonly (readonly [string, string])[]): string {
  return rows.map(([term, words]) => `  ${clip(term, TERM_WIDTH).padEnd(TERM_WIDTH)} ${words}`).join('\n');
}

export const environmentHelp = `Environment:\n${pairs(ENVIRONMENT)}`;
export const exitCodesHelp = `Exit codes (of several, the first of 2, 3, 1, 0 holds):\n${pairs(EXIT_CODES)}`;

/** Commands that work as they stand, each with what it is for. */
export function examplesHelp(examples: readonly (readonly [string, string])[]): string {
  return `Examples:\n${examples.map(([command, purpose]) => `  # ${purpose}\n  $ ${command}`).join('\n')}`;
}

/** Blocks under a command's options, a blank line apart. */
export function helpBlocks(...blocks: readonly string[]): string {
  return blocks.map((block) => `\n${block}`).join('\n');
}

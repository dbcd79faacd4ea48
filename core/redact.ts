const BASE64_LINES = '(?:[A-Za-z0-9+/=:,-]|\\s|\\\\[nr])*?';

/**
 * What GitHub's, Slack's and AWS's secrets look like. None of them matches a quotation mark, so that a JSON text
 * stays JSON. In escaped text one may follow the `n` of `\n`, so a word boundary in front is not asked for.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      `-----BEGIN [A-Z ]*PRIVATE KEY-----(?:${BASE64_LINES}-----END [A-Z ]*PRIVATE KEY-----|(?:[A-Za-z0-9+/=]|\\s|\\\\[nr])*)`,
      'g',
    ),
    '[redacted private key]',
  ],
  [/(gh[pousr]_|github_pat_)[A-Za-z0-9_.-]{16,}/g, '$1…[redacted]'],
  [
    /(?:\b|(?<=\\[nrt]))(authorization["'\\]*\s*[:=]\s*["'\\]*(?:bearer|token|basic)\s+)[A-Za-z0-9._~+/=-]+/gi,
    '$1[redacted]',
  ],
  [/(?:\b|(?<=\\[nrt]))(Bearer\s+)[A-Za-z0-9._~+/=-]{20,}/gi, '$1[redacted]'],
  [
    /https:\/\/hooks\.slack\.com\/(services|workflows|triggers)\/[^\s"'<>\\]+/g,
    'https://hooks.slack.com/$1/[redacted]',
  ],
  [/(xox[abeoprs]|xapp)-[A-Za-z0-9-]{8,}/g, '$1-[redacted]'],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[redacted JWT]'],
  [/(?:\b|(?<=\\[nrt]))((?:AKIA|ASIA)[A-Z0-9]{4})[A-Z0-9]{12}\b/g, '$1[redacted]'],
  [/(\/\/)[^\s/:@"'\\]+:[^\s/@"'\\]+@/g, '$1[redacted]@'],
];

/** Environment variables whose values never print, whatever they look like. */
const SECRET_VARIABLES = [
  'GITHUB_TOKEN',
  'GITHUB_APP_PRIVATE_KEY',
  'SLACK_BOT_TOKEN',
  'SLACK_WEBHOOK_URL',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
] as const;

/** Anything with fewer characters would blot out ordinary words. */
const SHORTEST_SECRET = 8;

export type Redact = (text: string) => string;

/** Takes out everything shaped like a secret, and the very values this process was given. */
export function redactorFor(env: Readonly<Record<string, string | undefined>>): Redact {
  const values = SECRET_VARIABLES.map((name) => env[name]?.trim())
    .filter((value) => value !== undefined)
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .flatMap(spellings);
  return (text) => redact(values.reduce((cleaned, value) => cleaned.replaceAll(value, '[redacted]'), text));
}

export function redact(text: string): string {
  return SECRETS.reduce((cleaned, [pattern, replacement]) => cleaned.replace(pattern, replacement), text);
}

/** A value as it is, and as JSON writes it. */
const spellings = (value: string): string[] => [value, JSON.stringify(value).slice(1, -1)];

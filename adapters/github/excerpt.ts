import { clip, inert } from '#core/inert.ts';

/** Forms of GitHub's credentials, of App keys and of headers that carry them; see also the list in the documentation:
 * https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats */
const CREDENTIALS: readonly RegExp[] = [
  /\b(?:gh[pousr]_|github_pat_)[A-Za-z0-9_.-]{8,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*-----|$)/g,
  /\b(?:bearer|token|basic)\s+[A-Za-z0-9+/=_.-]{16,}/gi,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g,
];

/** A short piece of somebody else's text, safe to show: one line, without credentials, at most `width` columns. */
export function excerpt(text: string, width: number): string {
  const bare = CREDENTIALS.reduce((kept, form) => kept.replace(form, '[redacted]'), text.slice(0, 4_000));
  return clip(inert(bare.replace(/\s+/g, ' ').trim()), width);
}

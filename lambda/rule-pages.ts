/** Where the rules' pages are in a copy of this repository. */
export const RULE_PAGES = 'docs/rules/';

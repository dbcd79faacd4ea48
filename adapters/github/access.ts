/** What the credential may do in one organisation, as far as it is known before asking. */
export type Access =
  | {
      readonly kind: 'app';
      readonly installationId: number;
      readonly permissions: Readonly<Record<string, string>>;
      /** `selected`: the App sees some of the repositories only. */
      readonly repositorySelection: string;
    }
  /** A fine-grained token may reach some repositories only, and does not say which. */
  | { readonly kind: 'token'; readonly fineGrained: boolean };

export function hasPermission(access: Access, permission: string): boolean {
  return access.kind === 'app' && access.permissions[permission] !== undefined;
}

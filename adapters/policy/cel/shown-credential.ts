import type { CelError, CelInput } from '@bufbuild/cel';
import type { Credential } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import { CREDENTIAL_FIELDS, notKnown, sizeOf, time, type ViewField } from './credential-view.ts';

/**
 * The credential that expressions are evaluated on. Rule after rule asks for the same fields of the same one, so a
 * field is converted when it is first asked for, and once.
 */
export class ShownCredential {
  readonly #values = new Map<string, CelInput | CelError>();
  #shown: { readonly credential: Credential; readonly now: Instant; readonly size: number } | null = null;
  #time: { readonly now: Instant; readonly value: CelInput } | null = null;

  show(credential: Credential, now: Instant): void {
    if (this.#shown?.credential === credential && this.#shown.now === now) return;
    this.#shown = { credential, now, size: sizeOf(credential) };
    this.#values.clear();
    if (this.#time?.now !== now) this.#time = { now, value: time(now) };
  }

  /** How many things it lists. */
  get size(): number {
    return this.#shown?.size ?? 0;
  }

  /** What an expression that names these fields is given: each is read when the expression comes to it. */
  bindings(names: Iterable<string>, constants: Readonly<Record<string, CelInput>>): Record<string, CelInput> {
    const bindings: Record<string, CelInput> = { ...constants };
    Object.defineProperty(bindings, 'now', { get: () => this.#time?.value });
    for (const name of names) {
      const field = CREDENTIAL_FIELDS.get(name);
      if (field === undefined) continue;
      Object.defineProperty(bindings, `credential.${name}`, { get: () => this.#value(name, field) });
    }
    return bindings;
  }

  #value(name: string, field: ViewField): CelInput | CelError | undefined {
    const known = this.#values.get(name);
    if (known !== undefined || this.#shown === null) return known;
    const { credential, now } = this.#shown;
    // Of several kinds, an expression asks for the kind first.
    const value = field.kinds.includes(credential.kind)
      ? field.read(credential, now)
      : notKnown(`${name}, which a ${credential.kind} does not have`);
    this.#values.set(name, value);
    return value;
  }
}

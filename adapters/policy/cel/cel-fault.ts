interface CelFaultOptions extends ErrorOptions {
  /** Where, in UTF-16 units from the beginning of the expression. */
  readonly offset: number;
}

/** A CEL expression is wrong. The message follows the name of what holds it: `custom-rules[0].when compares …`. */
export class CelFault extends Error {
  override readonly name = 'CelFault';
  readonly offset: number;

  constructor(message: string, options: CelFaultOptions) {
    super(message, options);
    this.offset = options.offset;
  }
}

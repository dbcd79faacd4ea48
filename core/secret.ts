/** A value that may be used but never shown: logs, JSON, templates and inspectors all see `[secret]`. */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

export function secret(value: string): Secret {
  const mask = () => '[secret]';
  return Object.freeze({ reveal: () => value, toString: mask, toJSON: mask, [INSPECT]: mask });
}

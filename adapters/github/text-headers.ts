/** Header values by lower-case name. */
export interface TextHeaders {
  readonly date?: string | undefined;
  readonly link?: string | undefined;
  readonly etag?: string | undefined;
  readonly [name: string]: string | undefined;
}

export function textHeaders(headers: Readonly<Record<string, unknown>>): TextHeaders {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), String(value)]],
    ),
  );
}

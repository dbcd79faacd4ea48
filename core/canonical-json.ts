/** JSON with every object's keys sorted, so that equal content is equal text. Fields that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    copy[key] = sorted(inner);
  }
  return copy;
}

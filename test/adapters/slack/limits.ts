/** Slack's documented limits, and what Patrol promises beyond: nothing in a message acts. */
export function expectWithinLimits({
  text,
  blocks,
}: {
  readonly text: string;
  readonly blocks: unknown;
}): void {
  expect(text.length).toBeLessThanOrEqual(3_000);
  expect(text).not.toMatch(/[<>]/);
  expect(text.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
  expect(Array.isArray(blocks)).toBe(true);
  const all = blocks as Record<string, unknown>[];
  expect(all.length).toBeGreaterThan(0);
  expect(all.length).toBeLessThanOrEqual(45);
  for (const block of all) {
    if (block['type'] === 'actions') expectButtons(block['elements'] as Record<string, unknown>[]);
    else expectBlock(block);
  }
}

/** Of buttons, only their fixed labels, our own words of a press, and addresses. */
function expectButtons(elements: readonly Record<string, unknown>[]): void {
  expect(elements.length).toBeGreaterThan(0);
  for (const { action_id: action, text, type, url, value } of elements) {
    expect([type, text]).toEqual([
      'button',
      { type: 'plain_text', text: expect.stringMatching(/^[\w ]{1,30}$/) },
    ]);
    expect(action).toMatch(/^(?:acknowledge|snooze|open)$/);
    if (action === 'open') {
      expect([URL.canParse(String(url)), value]).toEqual([true, undefined]);
      expect(String(url).length).toBeLessThanOrEqual(3_000);
    } else expect([value, url]).toEqual([expect.stringMatching(/^[\w-]+\/[0-9a-f]{64}$/), undefined]);
  }
}

function expectBlock(block: Record<string, unknown>): void {
  expect(Object.keys(block).sort()).toEqual(['elements', 'type']);
  expect(block['type']).toBe('rich_text');
  const sections = block['elements'] as Record<string, unknown>[];
  let length = 0;
  for (const { elements, type, ...rest } of sections) {
    expect([type, rest]).toEqual(['rich_text_section', {}]);
    for (const piece of elements as Record<string, unknown>[]) length += expectPiece(piece);
  }
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThanOrEqual(3_000);
}

function expectPiece({ style = {}, text, type, url, ...rest }: Record<string, unknown>): number {
  expect(rest).toEqual({});
  expect(['text', 'link']).toContain(type);
  expect(typeof text === 'string' && text.length > 0).toBe(true);
  expect(Object.keys(style as object).every((key) => ['bold', 'strike', 'code'].includes(key))).toBe(true);
  if (type === 'link') {
    expect(URL.canParse(String(url))).toBe(true);
    expect(String(url)).toMatch(/^https?:/);
  } else expect(url).toBeUndefined();
  return String(text).length;
}

import { packItems, unpackItems } from '#adapters/dynamodb/pack.ts';
import { fineGrainedToken, person } from '#test/builders/items.ts';
import { manyTokens } from '#test/builders/nightly-inventory.ts';

describe('a packed piece', () => {
  it('of ten thousand tokens of a large organisation takes less than 40 bytes a token', async () => {
    const tokens = manyTokens(10_000);
    const { data, sha256 } = await packItems(tokens);
    expect(data.length / tokens.length).toBeLessThan(40);
    expect(await unpackItems(data, { count: tokens.length, sha256 })).toEqual(tokens);
  });

  it('is the same for the same items, so that a repeated step writes the same', async () => {
    const [one, same] = [await packItems(manyTokens(500)), await packItems(manyTokens(500))];
    expect(one).toEqual(same);
    expect((await packItems(manyTokens(500, 3))).sha256).not.toBe(one.sha256);
  });

  it('is refused when it is another piece, and when it is no piece', async () => {
    const { sha256 } = await packItems([fineGrainedToken()]);
    const other = await packItems([person()]);
    expect(await unpackItems(other.data, { count: 1, sha256 })).toBeNull();
    await expect(unpackItems(other.data.subarray(0, 20), { count: 1, sha256 })).rejects.toThrow();
  });
});

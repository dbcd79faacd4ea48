import { sharingRenewals } from '#scan/shared-renewals.ts';
import type { Store } from '#scan/store-port.ts';
import { NIGHT } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-records.ts';

/** A memory that counts renewals, and answers them when it is told how. */
function memory() {
  const renewals: PromiseWithResolvers<void>[] = [];
  const store = sharingRenewals({
    renew() {
      const answer = Promise.withResolvers<void>();
      renewals.push(answer);
      return answer.promise;
    },
  } as unknown as Store);
  return { renewals, renew: () => store.renew(ACME, NIGHT, 'me') };
}

describe('a lease', () => {
  it('is renewed once for all who renew it at the same time, and again for who comes later', async () => {
    const { renew, renewals } = memory();
    const six = Promise.all([1, 2, 3, 4, 5, 6].map(renew));
    expect(renewals).toHaveLength(1);
    renewals[0]?.resolve();
    await six;
    const later = renew();
    expect(renewals).toHaveLength(2);
    renewals[1]?.resolve();
    await later;
  });

  it('that is lost is lost for all of them, and asked for again by the next', async () => {
    const { renew, renewals } = memory();
    const two = Promise.allSettled([renew(), renew()]);
    renewals[0]?.reject(new Error('lost'));
    expect((await two).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = renew();
    expect(renewals).toHaveLength(2);
    renewals[1]?.resolve();
    await next;
  });
});

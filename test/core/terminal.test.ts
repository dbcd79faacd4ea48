import type { Delivery, Memory } from '#core/delivery.ts';
import type { Finding } from '#core/finding.ts';
import { saidAtTerminal } from '#core/terminal.ts';
import { finding, NIGHT } from '#test/builders/items.ts';

const said = { at: NIGHT } as unknown as NonNullable<Finding['said']>;
const { id } = finding();
const legacy: Delivery = { channel: 'terminal', about: id, said, handle: null, sayings: [] };
const kept: Delivery = { ...legacy, handle: 'kept apart' };
const nothing: Memory = new Map();

describe('what was said of a finding at the terminal', () => {
  it.each<[string, Memory, Finding['said'], Delivery | undefined]>([
    ['nothing', nothing, null, undefined],
    ['what an earlier Patrol noted with it', nothing, said, legacy],
    ['what is remembered', new Map([[id, kept]]), null, kept],
    ['what is remembered, whatever an earlier Patrol noted', new Map([[id, kept]]), said, kept],
  ])('is %s', (_, memory, noted, delivery) => {
    expect(saidAtTerminal(memory, finding({ said: noted }))).toEqual(delivery);
  });
});

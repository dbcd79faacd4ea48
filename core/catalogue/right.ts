import type { PermissionLevel } from './permission-entry.ts';

/** A permission at a level. */
export interface Right {
  readonly key: string;
  readonly level: PermissionLevel;
}
export type Rights = readonly [Right, ...Right[]];

export const mayRead = rightsAt('read');
export const mayWrite = rightsAt('write');
export const mayAdminister = rightsAt('admin');

function rightsAt(level: PermissionLevel) {
  return (first: string, ...others: string[]): Rights => [
    { key: first, level },
    ...others.map((key) => ({ key, level })),
  ];
}

/** An option as the policy file spells it: `inUseWithinDays` is `in-use-within-days`. */
export function keyOfOption(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

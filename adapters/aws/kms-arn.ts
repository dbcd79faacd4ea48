const KEY_ARN = /^arn:[\w-]+:kms:([\w-]+):\d{12}:(?:key|alias)\/[\w/-]+$/;

/** The region that the ARN of a KMS key names. @throws {RangeError} when it is no ARN of a key. */
export function regionOfKey(arn: string): string {
  const region = KEY_ARN.exec(arn)?.[1];
  if (region === undefined) {
    throw new RangeError(
      `"${arn}" is no ARN of a KMS key, such as arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab.`,
    );
  }
  return region;
}

/**
 * Where Lambda has durable functions, from the announcements of 2025-12-02, 2025-12-17 and 2026-04-22 at
 * https://aws.amazon.com/about-aws/whats-new/, as read on 2026-11-22. AWS adds regions faster than this list: the
 * setting `regionHasDurableFunctions` is for one that it does not have yet.
 */
const LISTED_ON = '2026-11-22';
const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-central-1',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'ap-east-1',
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-5',
  'ap-southeast-7',
];

/** @throws {RangeError} when the region is known and not on the list. */
export function requireDurableRegion(region: string | undefined): void {
  if (region === undefined || REGIONS.includes(region)) return;
  throw new RangeError(
    `${region} is not on the list of regions that have Lambda durable functions (aws.amazon.com/about-aws/whats-new, read on ${LISTED_ON}): ${REGIONS.join(', ')}. If AWS has added it since, set "regionHasDurableFunctions": true.`,
  );
}

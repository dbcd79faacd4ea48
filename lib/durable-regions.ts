import { Token } from 'aws-cdk-lib';

/**
 * Where Lambda is taken to have durable functions. AWS announced us-east-2 in December 2025 and sixteen more on
 * 2026-04-22 (https://aws.amazon.com/about-aws/whats-new/2026/04/lambda-durable-functions-16-new-regions/); the names
 * here were not checked one by one against AWS's own list, "AWS Capabilities by Region". The setting
 * `regionHasDurableFunctions` is for one that is missing.
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

/**
 * @param listedOrNot whether somebody knows better than the list.
 * @throws {RangeError} when the region is not known, or not on the list.
 */
export function requireDurableRegion(region: string, listedOrNot: boolean): void {
  if (Token.isUnresolved(region)) {
    throw new RangeError(
      'The stack names no region, and not every region has Lambda durable functions. Give it one: env: { region: "eu-west-1" } in an App of your own, or AWS_REGION for npx cdk.',
    );
  }
  if (listedOrNot || REGIONS.includes(region)) return;
  throw new RangeError(
    `${region} is not on Patrol's list of regions with Lambda durable functions, made on ${LISTED_ON} from AWS's announcements: ${REGIONS.join(', ')}. AWS adds regions faster than that: if "AWS Capabilities by Region" has it, set "regionHasDurableFunctions": true.`,
  );
}

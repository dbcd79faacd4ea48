import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { OrgLogin } from '#core/credential.ts';
import { type Instant, plusSeconds } from '#core/instant.ts';
import type { Wait } from '#scan/ports.ts';
import type { ChannelClaim } from '#scan/store-port.ts';
import type { Attributes } from './attributes.ts';
import { expectKnownVersion, SCHEMA_VERSION } from './item.ts';
import { claimKey } from './keys.ts';
import type { Table } from './table.ts';
import { still, tryUpdate } from './update.ts';

/** Longer than one message may take: a channel gives up on its receiver before that. */
const CLAIM_SECONDS = 120;
/** Whoever has it may be done long before its claim is over. */
const ASK_AGAIN_SECONDS = 10;

interface Request {
  readonly org: OrgLogin;
  readonly channel: string;
  readonly holder: string;
}

interface Setting {
  /** Nobody else can reach this database, so a claim of somebody else is one of the dead. */
  readonly exclusive: boolean;
  readonly now: () => Instant;
}

/** Who tells a channel of an organisation. */
interface Claim {
  /** Null: nobody, now. */
  readonly holder: string | null;
  readonly until: Instant | null;
  /** Counts who had it, so that no two of them, be they the same process, are taken for one another. */
  readonly turn: number;
}

/** Takes the channel, if nobody has it and nobody comes between; else says when to ask again. */
export async function takeClaim(
  table: Table,
  request: Request,
  { exclusive, now }: Setting,
): Promise<ChannelClaim | Wait> {
  const read = await readClaim(table, request);
  if (!exclusive && read.until !== null && read.until > now()) return askAgain(request, read, now());
  const turn = read.turn + 1;
  const unchanged = [still('turn', read.turn === 0 ? null : read.turn), still('until', read.until)];
  const { org, channel, holder } = request;
  const isTaken = await tryUpdate(table, {
    key: claimKey(org, channel),
    set: {
      ...{ type: 'claim', schemaVersion: SCHEMA_VERSION, org, channel },
      ...{ turn, holder, until: plusSeconds(now(), CLAIM_SECONDS) },
    },
    condition: unchanged.map(({ condition }) => condition).join(' AND '),
    values: Object.assign({}, ...unchanged.map(({ values }) => values)),
  });
  return isTaken ? ownClaim(table, { ...request, turn }, now) : askAgain(request, read, now());
}

function ownClaim(table: Table, own: Request & { readonly turn: number }, now: () => Instant): ChannelClaim {
  const key = claimKey(own.org, own.channel);
  const isOurs = { condition: '#turn = :own', values: { ':own': own.turn } };
  return {
    kind: 'claimed',
    async keep() {
      const until = plusSeconds(now(), CLAIM_SECONDS);
      const isKept = await tryUpdate(table, { key, set: { until }, ...isOurs });
      return isKept ? null : askAgain(own, await readClaim(table, own), now());
    },
    async release() {
      await tryUpdate(table, { key, remove: ['holder', 'until'], ...isOurs });
    },
  };
}

/** Strongly consistent. */
async function readClaim(table: Table, { channel, org }: Request): Promise<Claim> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: claimKey(org, channel), ConsistentRead: true }),
  );
  if (item !== undefined) expectKnownVersion(item);
  const { holder = null, turn = 0, until = null } = (item ?? {}) as Attributes & Partial<Claim>;
  return { holder, turn, until };
}

function askAgain({ channel, org }: Request, { holder }: Claim, now: Instant): Wait {
  const who = holder ?? 'another process';
  return {
    kind: 'wait',
    until: plusSeconds(now, ASK_AGAIN_SECONDS),
    reason: `${who} tells ${channel} of ${org} at this moment.`,
  };
}

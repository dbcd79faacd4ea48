import { type DeployedAlarm, rings } from './alarm-state.ts';
import type { Deployment } from './deployment.ts';
import { embeddedPoints, type MetricPoint, servicePoints } from './metric-points.ts';

/** The alarms of the stack, by their sections of the runbook. */
export function alarmsOf({ stack, synthesis }: Deployment): ReadonlyMap<string, DeployedAlarm> {
  const resolved = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('Ref' in value) return stack.physical(`${value.Ref}`);
    if (!('Fn::GetAtt' in value)) return value;
    const [id, attribute] = value['Fn::GetAtt'] as readonly [string, string];
    if (attribute !== 'QueueName') throw new RangeError(`An alarm refers to ${id}.${attribute}.`);
    return stack.physical(id).split('/').at(-1);
  };
  const alarms = Object.values(synthesis.template.Resources).filter(
    ({ Type }) => Type === 'AWS::CloudWatch::Alarm',
  );
  return new Map(
    alarms.map(({ Properties }) => {
      const section = /docs\/runbook\.md, (\w+)\./.exec(`${Properties['AlarmDescription']}`)?.[1];
      // Whom it tells is none of an alarm's state.
      const { AlarmActions: _, OKActions: __, ...properties } = Properties;
      return [`${section}`, JSON.parse(JSON.stringify(properties), resolved) as DeployedAlarm];
    }),
  );
}

/** What rang at some time, by the metrics that were written meanwhile. */
export function rang(alarms: ReadonlyMap<string, DeployedAlarm>, points: readonly MetricPoint[]): string[] {
  const instants = new Set(points.map(({ at }) => at));
  return [...alarms]
    .filter(([, alarm]) => [...instants].some((at) => rings(alarm, points, at)))
    .map(([name]) => name)
    .toSorted();
}

/** Collects what CloudWatch would have got from now on. */
export function collecting(patrol: Deployment) {
  const from = {
    lines: patrol.log().length - 1,
    deaths: patrol.deaths.length,
    executions: patrol.lambda.executions.length,
  };
  const embedded = () => embeddedPoints(patrol.log().slice(from.lines));
  return {
    /** By the functions alone: nothing need be over. */
    embedded,
    async points(): Promise<readonly MetricPoint[]> {
      const now = Date.now() + patrol.simulator.settings.clockSkewSeconds * 1_000;
      const own = {
        ...patrol,
        deaths: patrol.deaths.slice(from.deaths),
        lambda: { ...patrol.lambda, executions: patrol.lambda.executions.slice(from.executions) },
      };
      return [...embedded(), ...(await servicePoints(own, now))];
    },
  };
}

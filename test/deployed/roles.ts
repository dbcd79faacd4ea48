import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import type { AwsCall } from './aws-call.ts';
import type { awsClientConfig } from './stack.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** What a role may do, as it was deployed: every reference is an ARN. */
export interface Role {
  /** Every action with every resource that a statement of the stack's own allows it on. */
  readonly allowed: readonly { readonly action: string; readonly resource: string }[];
}

export async function readRole(aws: ReturnType<typeof awsClientConfig>, RoleName: string): Promise<Role> {
  const iam = new IAMClient(aws);
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const statements = await Promise.all(
    PolicyNames.map(async (PolicyName): Promise<Statement[]> => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return JSON.parse(decodeURIComponent(`${PolicyDocument}`)).Statement;
    }),
  );
  iam.destroy();
  return {
    allowed: statements
      .flat()
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
      ),
  };
}

/** What was called and is not allowed, and what is allowed and was not called, action by action, resource by resource. */
export function differences({ allowed }: Role, calls: readonly AwsCall[]) {
  const called = calls.flatMap(({ action, resources }) =>
    resources.map((resource) => ({ action, resource })),
  );
  const missing = called.filter(
    (call) => !allowed.some((each) => each.action === call.action && each.resource === call.resource),
  );
  const actions = new Set(called.map(({ action }) => action));
  const resources = new Set(called.map(({ resource }) => resource));
  return {
    missing: unique(missing.map(({ action, resource }) => `${action} on ${resource}`)),
    unusedActions: unique(allowed.map(({ action }) => action).filter((action) => !actions.has(action))),
    unusedResources: unique(
      allowed
        .filter(({ action, resource }) => actions.has(action) && !resources.has(resource))
        .map(({ resource }) => resource),
    ),
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted();
}

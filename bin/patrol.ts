import { App, type Environment } from 'aws-cdk-lib';
import { checkWithNag } from '../lib/nag.ts';
import { PatrolStack } from '../lib/patrol-stack.ts';
import type { SettingsInput } from '../lib/settings.ts';

const app = new App();
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
const env: Environment = { ...(account ? { account } : {}), ...(region ? { region } : {}) };
const stack = new PatrolStack(app, 'Patrol', {
  env,
  settings: app.node.tryGetContext('patrol') as SettingsInput,
});
checkWithNag(app, stack);

import { type App, Stack, type StackProps } from 'aws-cdk-lib';
import { Patrol } from './patrol.ts';
import type { SettingsInput } from './settings.ts';

/** Patrol in a stack of its own. */
export class PatrolStack extends Stack {
  constructor(
    scope: App,
    id: string,
    { settings, ...props }: StackProps & { readonly settings: SettingsInput },
  ) {
    super(scope, id, props);
    new Patrol(this, 'Patrol', settings);
  }
}

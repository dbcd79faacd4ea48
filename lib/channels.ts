import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Where Patrol speaks: what it found, how it is itself, and that a scan is over. Anybody may subscribe (docs/alerts.md). */
export class Channels extends Construct {
  readonly alerts: Topic;
  readonly health: Topic;
  readonly scans: Topic;

  constructor(scope: Construct, id: string, { encryptionKey }: { readonly encryptionKey: IKey }) {
    super(scope, id);
    this.alerts = new Topic(this, 'Alerts', {
      displayName: 'Patrol',
      masterKey: encryptionKey,
      enforceSSL: true,
    });
    this.health = new Topic(this, 'Health', {
      displayName: "Patrol's own health",
      masterKey: encryptionKey,
      enforceSSL: true,
    });
    this.scans = new Topic(this, 'Scans', {
      displayName: "Patrol's scans",
      masterKey: encryptionKey,
      enforceSSL: true,
    });
  }
}

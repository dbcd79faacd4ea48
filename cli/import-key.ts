import { Argument } from 'commander';
import { readPrivateKey } from '#adapters/github/private-key.ts';
import { inert } from '#core/inert.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { print } from './print.ts';
import { UsageError } from './usage-error.ts';

const HELP = helpBlocks(
  "Uses the AWS SDK's own variables (AWS_PROFILE and kin), and takes the permissions kms:GetParametersForImport,\nkms:ImportKeyMaterial and kms:GetPublicKey. The key leaves this machine wrapped, for KMS alone to read.",
  examplesHelp([
    [
      'patrol import-key patrol.private-key.pem --kms-key arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      'after the first deployment',
    ],
  ]),
);

/** `patrol import-key`: the App's private key goes to where nobody can read it. */
export function addImportKey({ program, deps, run }: CommandContext): void {
  program
    .command('import-key')
    .description("Put the GitHub App's private key into the empty KMS key of a deployment.")
    .addArgument(new Argument('<file>', 'the .pem file that GitHub gave you'))
    .requiredOption('--kms-key <arn>', 'the KMS key: the output …AppKeyArn… of the stack')
    .addHelpText('after', HELP)
    .action((file: string, { kmsKey }: { readonly kmsKey: string }) =>
      run(() => importKey(file, kmsKey, deps)),
    );
}

async function importKey(file: string, arn: string, deps: Dependencies): Promise<ExitCode> {
  const content = await deps.readFile(file);
  if (content === null) throw new UsageError(`There is no file ${file}.`);
  const pem = readPrivateKey(Buffer.from(content).toString('utf8'), file);
  const { importIntoKms } = await import('#adapters/aws/kms-import.ts');
  const fingerprint = await importIntoKms(arn, pem).catch((error: unknown) => {
    throw error instanceof RangeError
      ? new UsageError(`--kms-key: ${error.message}`, { cause: error })
      : error;
  });
  await print(
    deps,
    `${inert(arn)} has the App's private key now, and nobody can read it there.
  Compare  ${fingerprint}
           with what GitHub shows on the App's settings page, under "Private keys".
  Delete   ${inert(file)}: whoever has the file can sign as the App.
`,
  );
  return EXIT.done;
}

import type { StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { InProcessRunner, type TestChoice } from './in-process-runner.ts';

interface Options extends StrykerOptions {
  readonly inProcess: TestChoice;
}

inProcessRunner.inject = tokens(commonTokens.options);
function inProcessRunner(options: StrykerOptions): InProcessRunner {
  return new InProcessRunner((options as Options).inProcess);
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', inProcessRunner)];

export const strykerValidationSchema = {
  properties: {
    inProcess: {
      type: 'object',
      required: ['tests'],
      properties: {
        tests: {
          description: 'Globs of the test files to run.',
          type: 'array',
          items: { type: 'string' },
          minItems: 1,
        },
      },
    },
  },
};

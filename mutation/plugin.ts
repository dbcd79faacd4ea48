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
      required: ['tests', 'onlyWhereReached'],
      properties: {
        onlyWhereReached: {
          description:
            'Globs of slow test files: run for the mutants that their tests reach, and for no others.',
          type: 'array',
          items: { type: 'string' },
        },
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

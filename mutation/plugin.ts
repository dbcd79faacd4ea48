import type { StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { InProcessRunner, type TestChoice } from './in-process-runner.ts';
import { SurvivorsReporter } from './survivors-reporter.ts';

interface Options extends StrykerOptions {
  readonly inProcess: TestChoice;
  readonly survivors: { readonly reasons: string };
}

inProcessRunner.inject = tokens(commonTokens.options);
function inProcessRunner(options: StrykerOptions): InProcessRunner {
  return new InProcessRunner((options as Options).inProcess);
}

survivors.inject = tokens(commonTokens.options);
function survivors(options: StrykerOptions): SurvivorsReporter {
  return new SurvivorsReporter((options as Options).survivors.reasons);
}

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'in-process', inProcessRunner),
  declareFactoryPlugin(PluginKind.Reporter, 'survivors', survivors),
];

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
    survivors: {
      type: 'object',
      required: ['reasons'],
      properties: {
        reasons: { description: 'A YAML file: the survivors that may stay, with reasons.', type: 'string' },
      },
    },
  },
};

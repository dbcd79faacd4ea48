import * as z from 'zod';
import { judgedRules } from './judged-rules.ts';
import { policyFile } from './policy-file.ts';
import { RULES_BY_ID } from './sections/enterprise.ts';

const CUSTOM_RULE = {
  description: 'A rule of custom-rules: on, off, or its settings',
  anyOf: [{ enum: ['on', 'off'] }, { type: 'boolean' }, { type: 'object' }],
} as const;

/**
 * The JSON Schema (draft 7, which editors know best) of `patrol.yaml`, for completion and a first check. It knows the
 * form; what must fit together (a looser refinement, two approvers, a rule's own examples) `readPolicyFile` knows.
 */
export function policySchema(): object {
  const schema = z.toJSONSchema(policyFile(judgedRules({})), {
    io: 'input',
    target: 'draft-7',
    reused: 'ref',
    override: ({ jsonSchema, path }) => {
      if (path.slice(-4).join(' ') === 'items properties rules items') {
        jsonSchema.anyOf = [{ enum: jsonSchema.enum ?? [] }, { type: 'string' }];
        delete jsonSchema.enum;
        delete jsonSchema.type;
      }
      if (jsonSchema[RULES_BY_ID] !== true) return;
      delete jsonSchema[RULES_BY_ID];
      jsonSchema.additionalProperties = { ...CUSTOM_RULE, anyOf: [...CUSTOM_RULE.anyOf] } as never;
    },
  });
  return { ...schema, title: 'A policy of Patrol: patrol.yaml' };
}

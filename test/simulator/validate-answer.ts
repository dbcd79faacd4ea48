import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** One answer, as a log of requests has it. */
export interface RecordedAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

interface Operation {
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Lists that GitHub extends without a new API version: a value nobody has heard of is no fault. */
const OPEN_ENUMS = ['#/components/schemas/credential-authorization/properties/credential_type'];

/**
 * The description of this list wants an account that is a user and an enterprise at once, which its own example is
 * not. The schema of one installation, elsewhere in the same file, has it right.
 */
const MISTAKEN: Readonly<Record<string, unknown>> = {
  'GET /app/installations 200': { type: 'array', items: { $ref: '#/components/schemas/installation' } },
};

/**
 * What is wrong with an answer, by GitHub's own description of its API; empty when nothing is. An error that the
 * description does not mention for a route has to look like any other of GitHub's errors.
 */
export function validateAnswer(answer: RecordedAnswer): string[] {
  const { method, path, status } = answer;
  return problemsOf(answer).map((problem) => `${method} ${path} → ${status}: ${problem}`);
}

function problemsOf({ method, path, status, body }: RecordedAnswer): string[] {
  if (path === '/graphql') return problemsUnless(typeof body === 'object', 'no object');
  const operation = operationOf(method, path);
  if (operation === undefined) return problemsUnless(status === 404, 'GitHub has no such route');
  if (status === 204 || status === 304)
    return problemsUnless(body === undefined || body === null, 'has a body');
  const described = MISTAKEN[`${method} ${path} ${status}`] ?? schemaOf(operation, status);
  return problemsWith(body, validatorOf(described, status));
}

function problemsWith(body: unknown, validate: ValidateFunction | undefined): string[] {
  if (validate === undefined) return ['GitHub does not answer so'];
  if (validate(body)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function problemsUnless(fine: boolean, problem: string): string[] {
  return fine ? [] : [problem];
}

const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
formats.default(ajv);

let description: Description | undefined;

/** Read once, when the first answer is looked at: it has fourteen megabytes. */
function githubDescription(): Description {
  const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/ghec.json');
  description ??= JSON.parse(readFileSync(file, 'utf8')) as Description;
  return description;
}

let templates: { readonly pattern: RegExp; readonly path: string }[] | undefined;

function operationOf(method: string, path: string): Operation | undefined {
  const { paths } = githubDescription();
  templates ??= Object.keys(paths)
    .toSorted((left, right) => placeholders(left) - placeholders(right))
    .map((each) => ({ path: each, pattern: new RegExp(`^${each.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`) }));
  const template = templates.find(({ pattern }) => pattern.test(path))?.path ?? '';
  return paths[template]?.[method.toLowerCase()];
}

function placeholders(path: string): number {
  return path.split('{').length;
}

const validators = new Map<unknown, ValidateFunction>();

/** Undefined: GitHub describes no such success. */
function validatorOf(schema: unknown, status: number): ValidateFunction | undefined {
  if (schema === undefined && status < 400) return undefined;
  const wanted = schema ?? BASIC_ERROR;
  const known = validators.get(wanted);
  if (known !== undefined) return known;
  const required = status < 400 ? [] : ['message', 'documentation_url', 'status'];
  const validate = ajv.compile({ allOf: [converted(wanted, '')], ...(status < 400 ? {} : { required }) });
  validators.set(wanted, validate);
  return validate;
}

const BASIC_ERROR = { $ref: '#/components/schemas/basic-error' };

function schemaOf({ responses }: Operation, status: number): unknown {
  const response = responses[`${status}`];
  const { $ref } = Object(response) as { $ref?: string };
  const { content } = Object($ref === undefined ? response : pointed($ref)) as {
    content?: Record<string, { schema: unknown }>;
  };
  return content?.['application/json']?.schema;
}

function pointed(pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, name) => Object(value)[name], githubDescription());
}

/** OpenAPI 3.0 into JSON Schema: `nullable` becomes a type, and what is referred to is added when first met. */
function converted(schema: unknown, place: string): object {
  const { nullable, $ref, ...rest } = Object(schema) as { nullable?: boolean; $ref?: unknown };
  if (typeof $ref === 'string') return { $ref: referred($ref) };
  const plain = Object.fromEntries(
    Object.entries(rest)
      .filter(([name]) => !(name === 'enum' && OPEN_ENUMS.includes(place)))
      .map(([name, value]) => [name, convertedKeyword(name, value, place)]),
  );
  return nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain;
}

function convertedKeyword(name: string, value: unknown, place: string): unknown {
  switch (name) {
    case 'properties':
      return Object.fromEntries(
        Object.entries(Object(value)).map(([key, each]) => [
          key,
          converted(each, `${place}/properties/${key}`),
        ]),
      );
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return (value as unknown[]).map((each, index) => converted(each, `${place}/${name}/${index}`));
    case 'items':
    case 'additionalProperties':
      return typeof value === 'object' ? converted(value, `${place}/${name}`) : value;
    default:
      return value;
  }
}

function referred(pointer: string): string {
  const id = `github:${pointer.split('/').at(-1)}`;
  if (!added.has(id)) {
    added.add(id);
    ajv.addSchema({ $id: id, ...converted(pointed(pointer), pointer) });
  }
  return id;
}

const added = new Set<string>();

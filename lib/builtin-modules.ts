import { builtinModules } from 'node:module';

/**
 * Node's own modules, loaded as CommonJS has them: name → where esbuild finds it instead. `import` reads everything that
 * such a module exports, and some of it is loaded by being read: `node:http` brings all of fetch and WebSocket.
 */
export const BUILT_IN_MODULES: Readonly<Record<string, string>> = Object.fromEntries(
  builtinModules
    .filter((name) => !name.startsWith('_'))
    .flatMap((name) => (name.startsWith('node:') ? [name] : [name, `node:${name}`]))
    .map((name) => [
      name,
      `data:text/javascript,module.exports=process.getBuiltinModule("${name}")//${name.replace('node:', '')}`,
    ]),
);

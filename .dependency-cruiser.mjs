// The dependency rule of the source folders; test/support/check-layers.ts runs it and guards it against
// silently seeing nothing. Type-only imports count like any other.

/** Third-party code that core may use: pure computation only. Add a package here only if it does no I/O. */
const pureInCore = ['mustache', 'chinese-days', 'temporal-polyfill', 'zod'];

const packages = '^node_modules/';

/** Allows a folder to import itself, core, npm packages and what Node ships; forbids everything else. */
const importsCoreOnly = (folder) => ({
  name: `${folder}-imports-core-only`,
  comment: `${folder} may import core and itself, nothing else of ours.`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { pathNot: [`^${folder}/`, '^core/', packages], dependencyTypesNot: ['core'] },
});

export default {
  forbidden: [
    {
      name: 'core-imports-nothing',
      comment:
        'core is pure: it imports itself and the packages listed in .dependency-cruiser.mjs, not even Node.',
      severity: 'error',
      from: { path: '^core/' },
      to: { pathNot: ['^core/', `${packages}(${pureInCore.join('|')})/`] },
    },
    {
      name: 'adapters-import-core-only',
      comment: 'An adapter may import core and its own folder, never another adapter.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/' },
      to: { pathNot: ['^adapters/$1/', '^core/', packages], dependencyTypesNot: ['core'] },
    },
    {
      name: 'adapters-live-in-folders',
      comment: 'Each platform has its folder in adapters/; what they share belongs in core.',
      severity: 'error',
      from: {},
      to: { path: '^adapters/[^/]+$' },
    },
    importsCoreOnly('db'),
    importsCoreOnly('prompts'),
    {
      name: 'nothing-imports-test',
      comment: 'Only tests import test/.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one subject, or a third one is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'The imported file or package does not exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-dependencies',
      comment: 'What the program itself imports must be in "dependencies" of package.json.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    // The pages' browser modules are served as they are; they are no part of the program's layers.
    exclude: { path: '^adapters/[^/]+/public/' },
    doNotFollow: { path: packages },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

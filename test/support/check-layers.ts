import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import ts from 'typescript';

// Checks the dependency rule of .dependency-cruiser.mjs, and then that dependency-cruiser really saw it: every
// source file, and every import in it. With a TypeScript it does not know it sees nothing and passes.
// The same parse finds what only one file may do (read the environment) or what core may not (clock, chance).

const layers = ['adapters', 'bot', 'core', 'db', 'prompts', 'test'] as const;
const isBrowserCode = (path: string): boolean => /^adapters\/[^/]+\/public\//.test(path);

const environmentReader = 'bot/config.ts';
const impureInCore = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'Temporal.Now',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'globalThis.crypto',
]);
const ioInCore = new Set(['console', 'fetch', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout']);

type Finding = string;
type SourceScan = { readonly imports: ReadonlySet<string>; readonly findings: readonly Finding[] };

/** What one file imports, as written, and where it breaks a rule about the environment or core's purity. */
const scanSource = (path: string): SourceScan => {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const imports = new Set<string>();
  const findings: Finding[] = [];
  const report = (node: ts.Node, what: string): void => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    findings.push(`${path}:${line + 1}: ${what}`);
  };
  const visit = (node: ts.Node): void => {
    const imported = importedModule(node);
    if (imported !== undefined) imports.add(imported);
    if (readsEnvironment(node) && path !== environmentReader && !path.startsWith('test/')) {
      report(node, `only ${environmentReader} reads the environment`);
    }
    if (path.startsWith('core/')) {
      const impurity = findImpurity(node);
      if (impurity !== undefined) report(node, `core is pure and takes the time as a fact: ${impurity}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { imports, findings };
};

const importedModule = (node: ts.Node): string | undefined => {
  let specifier: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) specifier = node.moduleSpecifier;
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    specifier = node.arguments[0];
  } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    specifier = node.argument.literal;
  return specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
};

const isProcess = (node: ts.Node | undefined): boolean =>
  node !== undefined && (node.getText() === 'process' || node.getText() === 'globalThis.process');

/** True for `process.env`, `process['env']`, `const { env } = process` and any import of node:process. */
const readsEnvironment = (node: ts.Node): boolean => {
  if (ts.isPropertyAccessExpression(node)) return isProcess(node.expression) && node.name.text === 'env';
  if (ts.isElementAccessExpression(node)) return isProcess(node.expression);
  if (ts.isVariableDeclaration(node))
    return ts.isObjectBindingPattern(node.name) && isProcess(node.initializer);
  return /^(node:)?process$/.test(importedModule(node) ?? '');
};

const findImpurity = (node: ts.Node): string | undefined => {
  if (ts.isPropertyAccessExpression(node) && impureInCore.has(node.getText())) return node.getText();
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (ts.isAwaitExpression(node)) return 'await';
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) {
    const name = node.expression.getText();
    if (ioInCore.has(name)) return name;
  }
  return undefined;
};

const cruiseLayers = async (): Promise<ICruiseResult> => {
  const { forbidden, options } = await extractConfig('./.dependency-cruiser.mjs');
  const ruleSet: IFlattenedRuleSet = { forbidden: forbidden ?? [] };
  const { enhancedResolveOptions, ...rest } = options ?? {};
  const { output } = await cruise([...layers], { ...rest, ruleSet, validate: true }, enhancedResolveOptions, {
    tsConfig: extractTsConfig('tsconfig.json'),
  });
  if (typeof output === 'string')
    throw new TypeError('dependency-cruiser answered with text, not with modules');
  return output;
};

const withoutScheme = (name: string): string => name.replace(/^node:/, '');

/** The files and the imports that exist but that dependency-cruiser did not see. */
const findBlindSpots = (scans: ReadonlyMap<string, SourceScan>, seen: ICruiseResult): readonly Finding[] => {
  const cruised = new Map(
    seen.modules.map((module) => [
      module.source,
      new Set(module.dependencies.map((to) => withoutScheme(to.module))),
    ]),
  );
  return [...scans].flatMap(([path, { imports }]) => {
    const found = cruised.get(path);
    if (found === undefined) return [`${path}: not seen by dependency-cruiser`];
    return [...imports]
      .filter((name) => !found.has(withoutScheme(name)))
      .map((name) => `${path}: import of '${name}' not seen`);
  });
};

process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
const paths: string[] = [];
for await (const path of glob(`{${layers.join(',')}}/**/*.{ts,mts,cts,js,mjs,cjs}`)) {
  if (!isBrowserCode(path) && !path.endsWith('.d.ts')) paths.push(path);
}
const scans = new Map(paths.sort().map((path) => [path, scanSource(path)] as const));
const seen = await cruiseLayers();
const findings = [
  ...seen.summary.violations.map(
    ({ rule, from, to, cycle }) =>
      `${rule.name}: ${from} → ${cycle?.map((step) => step.name).join(' → ') ?? to}`,
  ),
  ...findBlindSpots(scans, seen),
  ...[...scans.values()].flatMap((scan) => scan.findings),
];
if (paths.length === 0) findings.push('no source file found');
for (const finding of findings) console.error(finding);
const importCount = [...scans.values()].reduce((sum, { imports }) => sum + imports.size, 0);
console.log(`layers: ${paths.length} files, ${importCount} imports, ${findings.length} problems`);
process.exitCode = findings.length === 0 ? 0 : 1;

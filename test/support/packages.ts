import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Returns whether there is a file at that path that may be executed. */
export const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Returns the path of the first of these programs that is on the PATH. */
export const findProgram = (...names: readonly string[]): string | undefined => {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
};

const succeeds = (file: string, args: readonly string[]): boolean => {
  try {
    execFileSync(file, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/**
 * Installs Debian packages, as root or through a sudo that asks nothing.
 * @throws Error with `otherwise` as the advice where that is not possible.
 */
export const installPackages = (names: readonly string[], otherwise: string): void => {
  const wanted = names.join(' ');
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!findProgram('apt-get') || (asRoot.length > 0 && !succeeds('sudo', ['-n', 'true']))) {
    throw new Error(`The tests need ${wanted}, which cannot be installed from here. ${otherwise}`);
  }
  console.log(`The tests need ${wanted}: installing with apt-get.`);
  const apt = [
    ...asRoot,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-qq',
    '-o',
    'DPkg::Lock::Timeout=300',
  ];
  const [program = '', ...args] = apt;
  try {
    execFileSync(program, [...args, 'update'], { stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync(program, [...args, 'install', '-y', ...names], { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (cause) {
    throw new Error(`apt-get could not install ${wanted}. ${otherwise}`, { cause });
  }
};

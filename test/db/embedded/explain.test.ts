import { expect, test } from 'vitest';
import { ConfigError } from '../../../core/errors.ts';
import { explainFailure, explainFileError } from '../../../db/embedded/explain.ts';

test.each([
  ['initdb: error: could not write to file "x": No space left on device', /disk is full/],
  ['2026-01-01 FATAL:  could not write lock file "postmaster.pid": Disk quota exceeded', /disk is full/],
  ['initdb: error: could not create directory "x": Read-only file system', /read-only disk.*TEND_HOME/],
  ['initdb: error: could not change permissions of directory "x": Permission denied', /the user who owns it/],
  ['FATAL:  data directory "x" has wrong ownership', /chown/],
  ['FATAL:  could not create shared memory segment: Cannot allocate memory', /shared memory/],
  ['', /it said nothing\. .*DATABASE_URL/],
])('%s', (output, remedy) => {
  const error = explainFailure('PostgreSQL could not start', output);
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.message).toMatch(remedy);
});

test('only the telling lines of a long output are shown', () => {
  const output =
    'starting\n2026-11-21 23:11:00.982 UTC [17738] FATAL:  the reason\npg_ctl: could not start server';
  expect(explainFailure('PostgreSQL could not start', output).message).toBe(
    'PostgreSQL could not start: FATAL:  the reason. If it cannot be mended, set DATABASE_URL to a PostgreSQL of your own.',
  );
});

test('a file that cannot be used is named with the remedy and the cause', () => {
  const cause = new Error("EACCES: permission denied, mkdir '/srv/tend'");
  const error = explainFileError(cause, '/srv/tend');
  expect(error.message).toMatch(/^\/srv\/tend cannot be used \(EACCES.*\)\. .*TEND_HOME/);
  expect(error.cause).toBe(cause);
});

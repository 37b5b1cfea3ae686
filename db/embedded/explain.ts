import { ConfigError } from '../../core/errors.ts';

const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /ENOSPC|EDQUOT|No space left|Disk quota/,
    'The disk is full. Make room (about 200 MB for a start), then start again.',
  ],
  [
    /EROFS|Read-only file system/,
    'It lies on a read-only disk. Set TEND_HOME to a folder that can be written.',
  ],
  [
    /EACCES|EPERM|Permission denied/,
    'This user may not read or write there. Start Tend as the user who owns it, or set TEND_HOME to another folder.',
  ],
  [/ENOTDIR|EEXIST|Not a directory/, 'A file is where a folder should be. Set TEND_HOME to a folder.'],
  [/wrong ownership/, 'Give the folder to the user as whom PostgreSQL runs ("chown -R").'],
  [
    /shared memory segment|could not create shared memory/,
    'The system gives too little shared memory to PostgreSQL.',
  ],
];

/** Time, zone and process, as before every line of the server's log. */
const logPrefix = /^\d{4}-\S+ \S+ \S+ \[\d+\] /;

const remedyFor = (words: string): string =>
  remedies.find(([pattern]) => pattern.test(words))?.[1] ??
  'If it cannot be mended, set DATABASE_URL to a PostgreSQL of your own.';

/** Returns an error that says what could not be done, why in PostgreSQL's own last words, and the remedy. */
export const explainFailure = (what: string, output: string): ConfigError => {
  const lines = output.split('\n').map((line) => line.replace(logPrefix, '').trim());
  const words = lines.filter((line) => line !== '' && !line.startsWith('pg_ctl: could not start'));
  const telling = words.filter((line) => /FATAL|PANIC|error|could not|cannot/i.test(line));
  const said = (telling.length > 0 ? telling : words).slice(-3).join(' ') || 'it said nothing';
  return new ConfigError(`${what}: ${said}. ${remedyFor(output)}`.replace(/\.\. /, '. '));
};

/** Returns the error for a file or folder that could not be used, with the remedy. */
export const explainFileError = (error: unknown, path: string): ConfigError => {
  const words = error instanceof Error ? error.message : String(error);
  return new ConfigError(`${path} cannot be used (${words}). ${remedyFor(words)}`, { cause: error });
};

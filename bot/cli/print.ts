/** Writes a line to standard output. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Prints an answer's figures one a line, names aligned, those that are undefined left out; then its notes. */
export const printFigures = ({
  notes,
  ...figures
}: Readonly<Record<string, unknown>> & { readonly notes: readonly string[] }): void => {
  const shown = Object.entries(figures).filter(([, value]) => value !== undefined);
  const width = Math.max(...shown.map(([name]) => name.length));
  for (const [name, value] of shown) {
    print(`${name.padEnd(width)}  ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  }
  for (const note of notes) print(note);
};

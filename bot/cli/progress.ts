/** A progress bar on standard error; silent when that is no terminal. */
export type Progress = { to(done: number): void; end(): void };

const width = 28;
const everyMs = 100;

/** Returns a progress bar for `total` things named `what`. */
export const createProgress = (what: string, total: number): Progress => {
  const shown = process.stderr.isTTY === true;
  const start = performance.now();
  let last = 0;
  const draw = (done: number): void => {
    const share = total > 0 ? Math.min(1, done / total) : 1;
    const full = Math.round(share * width);
    const perSecond = Math.round(done / Math.max(0.001, (performance.now() - start) / 1000));
    process.stderr.write(
      `\r${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.round(share * 100)}% ${what} · ${perSecond}/s `,
    );
  };
  return {
    to: (done) => {
      if (!shown || performance.now() - last < everyMs) return;
      last = performance.now();
      draw(done);
    },
    end: () => {
      if (!shown) return;
      draw(total);
      process.stderr.write('\n');
    },
  };
};

import type { Command } from 'commander';
import { createSentimentLines } from '../lab/sentiment-lines.ts';
import { loadSentimentAnalyser } from '../load-sentiment.ts';

/** Adds `tend sentiment`: reads the sentiment of each line of standard input. Needs no database and no network. */
export const addSentiment = (program: Command): void => {
  program
    .command('sentiment')
    .description(
      'read {"id","text"}, one JSON a line, and print {"id","score","label","confidence"} for each',
    )
    .action(async () => {
      const lines = createSentimentLines(loadSentimentAnalyser());
      const print = async (text: string): Promise<void> => {
        if (text === '' || process.stdout.write(text)) return;
        await new Promise((resolve) => process.stdout.once('drain', resolve));
      };
      const complain = (problems: readonly string[]): void => {
        for (const problem of problems) process.stderr.write(`${problem}\n`);
        if (problems.length > 0) process.exitCode = 1;
      };
      process.stdin.setEncoding('utf8');
      for await (const chunk of process.stdin) {
        const { output, problems } = lines.write(String(chunk));
        complain(problems);
        await print(output);
      }
      const { output, problems } = lines.end();
      complain(problems);
      await print(output);
    });
};

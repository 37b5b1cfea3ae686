const sentence = /"(?:text|situation|next|what|why)"\s*:\s*"((?:[^"\\]|\\.)*)/g;

/** Returns what can be read in an answer that is still being written: the sentences in it, one a line. */
export const partialText = (soFar: string): string =>
  [...soFar.matchAll(sentence)]
    .map(([, text = '']) =>
      text
        .replace(/\\n/g, '\n')
        .replace(/\\(["\\/])/g, '$1')
        .replace(/\\u[0-9a-f]{0,4}|\\$/gi, ''),
    )
    .join('\n');

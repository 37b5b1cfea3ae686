const squeeze = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** Returns whether `quote` stands word for word in `text`; blanks and width do not count. An empty quote stands nowhere. */
export const isQuoteOf = (quote: string, text: string): boolean => {
  const wanted = squeeze(quote);
  return wanted !== '' && squeeze(text).includes(wanted);
};

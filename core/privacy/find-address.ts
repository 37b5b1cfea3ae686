/** Where an address stands in a text. */
export type Span = { readonly from: number; readonly until: number };

const number = '[0-9一二三四五六七八九十百零〇]{1,6}';
/** What makes Chinese words an address: a street with a number, or a building with a door. */
const anchor = new RegExp(
  `(?:路|街|大道|巷|弄|胡同|道|村|里)\\s?${number}\\s?(?:号|弄)|${number}\\s?(?:栋|幢|座|号楼)\\s?(?:${number}\\s?单元\\s?)?${number}\\s?(?:室|号|楼|层)`,
  'g',
);
const more = new RegExp(
  `^[\\s,，]?(?:${number}[-—]?[0-9A-Za-z]{0,4}\\s?(?:号楼|弄|栋|幢|座|单元|室|楼|层|号)|[A-Za-z]\\s?座|[\\u3400-\\u9fff]{2,10}(?:大厦|广场|小区|花园|公寓|中心|苑|城|园))`,
);
/** Words after which an address begins: they are none of it. */
const before =
  /(?:地址(?:是|为|在|改成|改为|换成|填)?|寄到|寄给|送到|送至|发到|发往|快递到|住在|位于|搬到|就在|在|到|是|去|至|给)/g;
const longestBefore = 36;

const startOf = (text: string, at: number): number => {
  let from = at;
  while (from > 0 && at - from < longestBefore && /[\u3400-\u9fff0-9A-Za-z·]/.test(text.charAt(from - 1)))
    from--;
  const lead = text.slice(from, at);
  let cut = 0;
  for (const found of lead.matchAll(before)) cut = found.index + found[0].length;
  // The street has a name: whatever is cut, something must stand before its anchor.
  return cut < lead.length ? from + cut : from;
};

const endOf = (text: string, at: number): number => {
  let until = at;
  for (
    let piece = more.exec(text.slice(until, until + 40));
    piece;
    piece = more.exec(text.slice(until, until + 40))
  )
    until += piece[0].length;
  return until;
};

const kinds =
  'street|st|avenue|ave|road|rd|lane|ln|boulevard|blvd|drive|dr|court|ct|place|pl|square|sq|terrace|parkway|pkwy|highway|hwy|crescent|close';
const english = new RegExp(
  `\\b\\d{1,6}[A-Za-z]?,?\\s+(?:(?:[NSEW]\\.?|north|south|east|west)\\s+)?(?:[A-Za-z0-9][\\w'’.-]{0,20}\\s+){1,3}(?:${kinds})\\b\\.?(?:,?\\s*(?:apt|apartment|suite|ste|unit|flat|floor|room|#)\\.?\\s*#?\\w{1,6})?(?:,\\s*[A-Za-z][\\w .'-]{1,25}){0,2}(?:,?\\s+[A-Z]{2}\\s+\\d{5}(?:-\\d{4})?|,?\\s+[A-Z]{1,2}\\d[A-Z\\d]?\\s*\\d[A-Z]{2})?`,
  'gi',
);

/** Returns where addresses stand in a text, Chinese and English, in order and apart; in time linear in the text. */
export const findAddresses = (text: string): readonly Span[] => {
  const found: Span[] = [];
  for (const match of text.matchAll(anchor)) {
    const last = found.at(-1);
    const from = startOf(text, match.index);
    const until = endOf(text, match.index + match[0].length);
    if (last && from < last.until)
      found[found.length - 1] = { from: last.from, until: Math.max(until, last.until) };
    else found.push({ from, until });
  }
  for (const match of text.matchAll(english)) {
    const span = { from: match.index, until: match.index + match[0].length };
    if (!found.some((each) => each.from < span.until && span.from < each.until)) found.push(span);
  }
  return found.sort((a, b) => a.from - b.from);
};

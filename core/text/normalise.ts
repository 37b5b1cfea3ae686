/** Texts are analysed up to this many UTF-16 code units; what comes after is not read. */
const analysedLength = 4000;

/**
 * Returns the text as it may be stored: lone surrogates become U+FFFD, NUL is removed, nothing else changes.
 * PostgreSQL refuses both.
 */
export function wellFormed(text: string): string {
  const formed = text.isWellFormed() ? text : text.toWellFormed();
  return formed.includes('\0') ? formed.replaceAll('\0', '') : formed;
}

/**
 * Returns the text as it is analysed: well formed, compatibility characters folded (NFKC: full-width forms and
 * punctuation become plain), typographic apostrophes plain, zero-width, bidirectional and other control characters
 * removed, blanks collapsed, at most 4,000 characters. Upper and lower case stay.
 *
 * What people did not say in their own words is left out: code, links, mentions, quoted lines (Slack's mark-up
 * `<@U1|name>`, `<https://…|label>`, and plain `https://…`, `@name `).
 */
export function cleanText(text: string): string {
  const start = text.length > analysedLength ? text.slice(0, analysedLength) : text;
  if (plain.test(start)) return start.replace(fullWidth, toHalfWidth).trim();
  const folded = foldCharacters(withoutMarkup(dropHalfPair(start)));
  // Blanks around the names are still as typed where mentions are found; both steps are linear.
  const spoken = folded.replace(mention, ' ').replace(blanks, (run) => (run.includes('\n') ? '\n' : ' '));
  return dropHalfPair(spoken.trim().slice(0, analysedLength));
}

/**
 * Returns the text with its characters folded as by {@link cleanText}, nothing taken out that people wrote. For
 * word lists that are to be found in clean text.
 */
export function foldCharacters(text: string): string {
  return wellFormed(text).replace(invisible, '').normalize('NFKC').replace(apostrophes, "'");
}

/**
 * Letters, Han and common punctuation, nothing that could be mark-up: true of most messages, for which folding is
 * no more than making full-width punctuation plain, as NFKC does.
 */
const plain =
  /^(?:[\u4e00-\u9fff\u3001\u3002，！？；：（）～A-Za-z0-9,.!?;:'"()[\]+\-*=_%~#$^]|(?<!:)\/|[ \n](?![ \n]))*$/;
const fullWidth = /[\uff01-\uff5e]/g;
const toHalfWidth = (character: string): string => String.fromCharCode(character.charCodeAt(0) - 0xfee0);

/** Control and format characters, save tab and line end; variation selectors; the joiner of graphemes. */
const invisible = /(?![\t\n])[\p{Cc}\p{Cf}\p{Variation_Selector}]|\u034f/gu;
const apostrophes = /[\u2018\u2019\u02bc\u00b4]/g;
const blanks = /\s+/g;
/**
 * `@name` before a blank, or short at the end, for `@张三你们太慢了` is a name and a sentence; not the middle of an
 * e-mail address.
 */
const mention = /(?<![\w.+-])@(?:[\w.-]{1,40}(?=\s|$)|[^\s@,.:;!?。、]{1,4}$|[^\s@,.:;!?。、]{1,20}(?=\s))/g;

const markup = new RegExp(
  [
    '```[\\s\\S]*?(?:```|(?![\\s\\S]))', // a code block, also one cut off
    '`[^`\\n]+`', // code in a line
    '<(?:[@#!]|https?:|mailto:|tel:)[^<>\\n]*>', // Slack's mention, channel, link
    'https?:\\/\\/[!-~]+', // a bare link ends where its ASCII ends: Chinese goes on without a blank
    '^(?:>|&gt;).*$', // a quoted line
  ].join('|'),
  'gm',
);

function withoutMarkup(text: string): string {
  const spoken = text.replace(markup, ' ');
  if (!spoken.includes('&')) return spoken;
  return spoken.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Drops the half of a surrogate pair that cutting left at the end. */
function dropHalfPair(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

type Fields = Readonly<Record<string, unknown>>;
type Button = { readonly label: string; readonly action: string; readonly value: string };

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

const invisible = /[\u200b-\u200d\u2060]/g;

/** Texts know one mark-up. What is broken by something invisible is words again. */
const shownText = (text: string): string => text.replace(/<a [^>]*>/g, 'LINK:').replace(invisible, '');

/** Markdown knows mentions, colours, links, emphasis, headings, quotes; our own headings and quotes are shown as such. */
const shownMarkdown = (text: string): string =>
  text
    .replace(/<@[^>]*>/g, 'SOMEBODY-WAS-CALLED')
    .replace(/<\/?font[^>]*>/g, 'COLOUR')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, 'LINK:$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/^(### |> )/gm, '')
    .replace(/(?<!\u200b)\*(?!\u200b)/g, 'EMPHASIS')
    .replace(invisible, '');

const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

const buttonOf = (button: Fields): Button => {
  const said: unknown = JSON.parse(String(button['key']));
  const [action, value] = Array.isArray(said) ? said : [];
  return { label: String(button['text']), action: String(action), value: String(value) };
};

/** Returns what somebody sees who reads a message in the client: all words, and the buttons of a card. */
export const readMessage = (body: Fields): { readonly text: string; readonly buttons: readonly Button[] } => {
  if (body['msgtype'] === 'image') return { text: '', buttons: [] };
  if (body['msgtype'] === 'text')
    return { text: shownText(String(fieldsOf(body['text'])['content'])), buttons: [] };
  if (body['msgtype'] === 'stream')
    return { text: shownMarkdown(String(fieldsOf(body['stream'])['content'])), buttons: [] };
  if (body['msgtype'] === 'markdown') {
    return { text: shownMarkdown(String(fieldsOf(body['markdown'])['content'])), buttons: [] };
  }
  const card = fieldsOf(body['template_card']);
  const keys = list(card['button_list']).map((button) => String(button['key']));
  if (new Set(keys).size !== keys.length || keys.length > 6) throw new Error('WeCom refuses these buttons');
  const words = [
    fieldsOf(card['main_title'])['title'],
    card['sub_title_text'],
    ...list(card['horizontal_content_list']).flatMap((item) => [item['keyname'], item['value']]),
  ];
  return {
    text: words
      .filter((word) => word !== undefined)
      .map(String)
      .join('\n'),
    buttons: list(card['button_list']).map(buttonOf),
  };
};

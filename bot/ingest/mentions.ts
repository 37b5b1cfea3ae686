const markUp = /<@([^>|\s]{1,200})(?:\|[^>]*)?>/g;
const plain = /(?:^|[\s,，.。:：])@([\p{L}\p{N}_.\-·]{1,40})/gu;

/** Returns the ids or names that a text mentions: `<@id>` of platforms, `@Name` as people type it; at most 20. */
export const mentionsIn = (text: string): readonly string[] => {
  if (!text.includes('@')) return [];
  const found = new Set<string>();
  for (const pattern of [markUp, plain]) {
    for (const match of text.matchAll(pattern)) {
      if (match[1] !== undefined && found.size < 20) found.add(match[1]);
    }
  }
  return [...found];
};

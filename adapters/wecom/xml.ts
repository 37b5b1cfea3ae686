import { createRequire } from 'node:module';
import type * as Fxp from 'fast-xml-parser';
import { PayloadError } from '../../core/errors.ts';
import { type Fields, fieldsOf } from '../../core/payload.ts';

const load = createRequire(import.meta.url);

/** Longer bodies are refused unread. The platform's own stay below 64 KB. */
export const largestXml = 256 * 1024;

let parser: Fxp.XMLParser | undefined;

const parserOf = (): Fxp.XMLParser => {
  parser ??= new (load('fast-xml-parser') as typeof Fxp).XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    trimValues: true,
    // Entities are neither declared nor replaced: the platform puts everything into CDATA.
    processEntities: false,
  });
  return parser;
};

/** Nothing may stand before the root: neither a document type nor entities that it would declare. */
const startsWithRoot = /^\uFEFF?\s*(<\?xml[^<>]{0,200}\?>)?\s*<xml[\s>]/;

const cdata = '<![CDATA[';
const cdataEnd = ']]>';

/** Whether declarations stand between the tags: of a document type, of entities. What CDATA holds is words. */
const declares = (text: string): boolean => {
  let at = 0;
  for (;;) {
    const next = text.indexOf('<!', at);
    if (next < 0) return false;
    if (!text.startsWith(cdata, next)) return true;
    const end = text.indexOf(cdataEnd, next);
    if (end < 0) return true;
    at = end + cdataEnd.length;
  }
};

/** Returns whether a text looks like a body of the platform. */
export const isXml = (text: string): boolean => startsWithRoot.test(text.slice(0, 1000));

/**
 * Returns the fields below the root `xml`; all values are texts, objects or arrays of these.
 * @throws PayloadError for what is too large, no XML, or brings a document type.
 */
export const parseXml = (text: string): Fields => {
  if (Buffer.byteLength(text) > largestXml) throw new PayloadError('The XML is larger than 256 KB.');
  if (!isXml(text)) throw new PayloadError('The body is no XML of WeCom.');
  if (declares(text)) throw new PayloadError('The XML declares something or does not end.');
  let root: unknown;
  try {
    root = fieldsOf(parserOf().parse(text))['xml'];
  } catch {
    throw new PayloadError('The body is broken XML.');
  }
  if (typeof root !== 'object' || root === null) throw new PayloadError('The XML is empty.');
  return fieldsOf(root);
};

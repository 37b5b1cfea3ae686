/** What of the API an endpoint's model takes; found out by asking, and remembered. */
export type Dialect = {
  readonly format: 'json_schema' | 'json_object' | 'none';
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: boolean;
  readonly streamUsage: boolean;
};

/** Everything that the API has, to begin with. */
export const fullDialect: Dialect = {
  format: 'json_schema',
  limit: 'max_completion_tokens',
  temperature: true,
  streamUsage: true,
};

const next: Readonly<Record<Dialect['format'], Dialect['format']>> = {
  json_schema: 'json_object',
  json_object: 'none',
  none: 'none',
};

/** Returns the dialect without what an endpoint complained of, or undefined where it complains of something else. */
export const simpler = (dialect: Dialect, complaint: string): Dialect | undefined => {
  const about = complaint.toLowerCase();
  if (/response_format|json_schema|json_object|structured|grammar/.test(about) && dialect.format !== 'none')
    return { ...dialect, format: next[dialect.format] };
  if (/max_completion_tokens|max_tokens/.test(about)) {
    // The complaint of an endpoint that wants the other names both.
    const limit = dialect.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    return { ...dialect, limit };
  }
  if (/temperature/.test(about) && dialect.temperature) return { ...dialect, temperature: false };
  if (/stream_options|include_usage/.test(about) && dialect.streamUsage)
    return { ...dialect, streamUsage: false };
  return undefined;
};

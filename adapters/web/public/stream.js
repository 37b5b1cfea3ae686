import { setConnection } from './state.js';

/**
 * @typedef {{ type: 'hello', data: { now: number } } | { type: 'changed', data: import('./types.js').Changed }
 *   | { type: 'clock', data: import('./types.js').ClockStep } | { type: 'state', data: 'online' | 'offline' }} News
 */

const longestWaitMs = 10_000;

/**
 * Listens to the bot. Browsers allow about six connections to one address, so the tabs share a single
 * stream: one holds a lock and passes the news on, and another takes over when it closes. Without locks
 * (a page that is not served securely) each tab has its own stream. Reconnects by itself for ever.
 *
 * @param {(news: News) => void} hear gets `hello` after every connection
 */
export function listen(hear) {
  if (!navigator.locks || !window.BroadcastChannel) {
    openStream(hear);
    return;
  }
  const channel = new BroadcastChannel('tend.stream');
  let leads = false;
  /** @type {News['data'] | undefined} */
  let connection;
  channel.onmessage = ({ data }) => {
    if (data === 'who leads?') {
      if (leads && connection) channel.postMessage({ type: 'state', data: connection });
    } else {
      take(data);
    }
  };
  /** @param {News} news */
  const take = (news) => {
    if (news.type === 'state') setConnection(news.data);
    else hear(news);
  };
  channel.postMessage('who leads?');
  void navigator.locks.request('tend.stream', () => {
    leads = true;
    openStream((news) => {
      if (news.type === 'state') connection = news.data;
      channel.postMessage(news);
      take(news);
    });
    return new Promise(() => {});
  });
}

/** @param {(news: News) => void} hear */
function openStream(hear) {
  let waitMs = 500;
  /** @type {EventSource | undefined} */
  let source;
  const connect = () => {
    source?.close();
    source = new EventSource('/api/stream');
    source.addEventListener('open', () => {
      waitMs = 500;
      hear({ type: 'state', data: 'online' });
      setConnection('online');
    });
    source.addEventListener('error', () => {
      hear({ type: 'state', data: 'offline' });
      setConnection('offline');
      // The browser gives up for good when the answer is an error page; then it is for us to try again.
      if (source?.readyState === EventSource.CLOSED) {
        setTimeout(connect, waitMs);
        waitMs = Math.min(longestWaitMs, waitMs * 2);
      }
    });
    for (const type of /** @type {const} */ (['hello', 'changed', 'clock'])) {
      source.addEventListener(type, (event) => hear({ type, data: JSON.parse(event.data) }));
    }
  };
  window.addEventListener('offline', () => setConnection('offline'));
  window.addEventListener('online', connect);
  connect();
}

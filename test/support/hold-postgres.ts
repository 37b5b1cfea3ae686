// Opens the embedded PostgreSQL in a process of its own, prints what it got as one line of JSON, and stops when its
// standard input ends. Arguments: home, mode.
import { openEmbeddedPostgres } from '../../db/embedded/open.ts';

const [home = '', mode = ''] = process.argv.slice(2);
try {
  const opened = await openEmbeddedPostgres({ home, mode: mode === 'own' ? 'own' : 'share' });
  console.log(JSON.stringify({ url: opened.url, owner: opened.owner }));
  process.stdin.resume().once('end', () => void opened.stop());
} catch (error) {
  console.log(JSON.stringify({ error: String(error) }));
  process.stdin.unref();
}

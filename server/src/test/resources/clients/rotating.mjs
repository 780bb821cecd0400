// Keeps asking until the file STOP is there, and prints how often. Written as the guide tells to
// survive a change of keys: the primary pair first, the backup after a 401 only, and the primary
// again for the next call. Settings: see TutorialKeyFlowsTest.
import { existsSync } from 'node:fs';

const { BASE, STOP } = process.env;
const pair = (prefix) => ({
  key: process.env[`${prefix}_CONSUMER_KEY`],
  secret: process.env[`${prefix}_CONSUMER_SECRET`],
});
const primary = pair('COCART');
const backups = [pair('COCART_BACKUP')];

async function ask({ key, secret }) {
  const response = await fetch(`${BASE}/sessions?per_page=1`, {
    headers: {
      Authorization: 'Basic ' + Buffer.from(`${key}:${secret}`).toString('base64'),
      'User-Agent': 'rotating-guide',
    },
  });
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.message), { status: response.status });
  return body;
}

async function sessions() {
  try {
    return await ask(primary);
  } catch (error) {
    if (error.status !== 401) throw error;
    for (const backup of backups) {
      try {
        return await ask(backup);
      } catch (failure) {
        if (failure.status !== 401) throw failure;
      }
    }
    throw error;
  }
}

let calls = 0;
while (!existsSync(STOP)) {
  const found = await sessions();
  if (found.length !== 1) throw new Error('no list');
  calls++;
}
console.log(calls);

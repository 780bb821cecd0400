// Statistics over all carts: node monitor.mjs [--idle-hours 24] [--json]
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { CurrencySums, SessionsClient } from './sessions-client.mjs';

/**
 * A cart is idle when its shopper has done nothing for a while. The expiry does not tell that: it
 * lies in the future for every live cart, and moves with the shop's settings.
 */
export async function statistics(client, { idleHours = 24, now = Date.now() / 1000 } = {}) {
  const idleSince = now - idleHours * 3600;
  const found = {
    carts: 0,
    with_items: 0,
    guests: 0,
    unreadable: 0,
    by_status: {},
    by_source: {},
    value: new CurrencySums(),
    idle: { hours: idleHours, carts: 0, value: new CurrencySums() },
  };
  for await (const session of client.all()) {
    found.carts++;
    if (session.customer?.id === 0) found.guests++;
    if ((session.problems ?? []).some((problem) => problem.code === 'unreadable')) found.unreadable++;
    count(found.by_status, session.cart_status);
    count(found.by_source, session.cart_source);
    if (session.item_count === 0) continue;
    found.with_items++;
    found.value.add(session);
    if (session.cart_status !== 'expired' && session.cart_last_activity < idleSince) {
      found.idle.carts++;
      found.idle.value.add(session);
    }
  }
  return found;
}

function count(counts, word) {
  counts[word] = (counts[word] ?? 0) + 1;
}

function print(found) {
  const { value, idle } = JSON.parse(JSON.stringify(found));
  const amounts = (sums) => Object.entries(sums).map(([code, sum]) => `${sum} ${code}`).join(', ') || '-';
  const counts = (words) => Object.entries(words).map(([word, n]) => `${n} ${word}`).join(', ') || '-';
  console.log(`Carts        ${found.carts} (${counts(found.by_status)})`);
  console.log(`Made by      ${counts(found.by_source)}`);
  console.log(`With items   ${found.with_items}, worth ${amounts(value)}`);
  console.log(`Guests       ${found.guests}`);
  console.log(`Idle > ${idle.hours} h  ${idle.carts}, worth ${amounts(idle.value)}`);
  if (found.unreadable > 0) console.log(`Unreadable   ${found.unreadable}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { values } = parseArgs({
      options: { 'idle-hours': { type: 'string', default: '24' }, json: { type: 'boolean' } },
    });
    const idleHours = Number(values['idle-hours']);
    if (!(idleHours > 0)) throw new Error('--idle-hours must be a number above 0.');
    const found = await statistics(SessionsClient.fromEnvironment(), { idleHours });
    values.json ? console.log(JSON.stringify(found)) : print(found);
  } catch (error) {
    console.error(`monitor: ${error.message}`);
    process.exitCode = 1;
  }
}

// Moves carts to trash that expired long ago. Changes nothing without --delete.
// node clean-up.mjs [--days 30] [--delete] [--one-by-one] [--for-good] [--json]
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { CurrencySums, SessionsApiError, SessionsClient } from './sessions-client.mjs';

/**
 * @returns what was (or without `really`: would be) deleted: `{ dry_run, expired_before, deleted,
 *     failed, value }`
 */
export async function cleanUp(client, options = {}) {
  const { days = 30, really = false, oneByOne = false, forGood = false } = options;
  if (!(days >= 0)) throw new Error('days must be a number from 0.');
  const before = Math.floor(Date.now() / 1000 - days * 86_400);
  // The same condition selects, counts and deletes, on the server.
  const filter = { status: 'expired', expires_before: before };
  const report = { dry_run: !really, expired_before: before, deleted: 0, failed: 0 };
  if (really && !oneByOne) {
    return { ...report, ...(await deleteInBulk(client, filter, forGood)) };
  }
  const keys = [];
  const value = new CurrencySums();
  for await (const session of client.all(filter)) {
    keys.push(session.cart_key);
    value.add(session);
  }
  if (!really) {
    return { ...report, deleted: keys.length, value };
  }
  // The list is complete before the first delete, so no page moves under our feet.
  return { ...report, value, ...(await deleteEach(client, keys, forGood)) };
}

async function deleteInBulk(client, filter, forGood) {
  let deleted = 0;
  const value = new CurrencySums();
  for (;;) {
    const step = await client.deleteMatching(filter, { forGood });
    deleted += step.deleted;
    for (const { currency_code, total } of step.totals) {
      const digits = total.split('.')[1]?.length ?? 0;
      value.add({ cart_totals: { total }, currency: { currency_code, currency_minor_unit: digits } });
    }
    if (step.remaining === 0 || step.deleted === 0) {
      return { deleted, failed: step.remaining, value };
    }
  }
}

async function deleteEach(client, keys, forGood) {
  let deleted = 0;
  let failed = 0;
  for (const key of keys) {
    try {
      await client.delete(key, { forGood });
      deleted++;
    } catch (error) {
      if (!(error instanceof SessionsApiError)) throw error;
      if (error.status === 401 || error.status === 403) throw error; // no later one will do better
      if (error.status !== 404) failed++; // 404: somebody else was faster
    }
  }
  return { deleted, failed };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { values } = parseArgs({
      options: {
        days: { type: 'string', default: '30' },
        delete: { type: 'boolean', default: false },
        'one-by-one': { type: 'boolean', default: false },
        'for-good': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const report = await cleanUp(SessionsClient.fromEnvironment(), {
      days: Number(values.days),
      really: values.delete,
      oneByOne: values['one-by-one'],
      forGood: values['for-good'],
    });
    const { value } = JSON.parse(JSON.stringify(report));
    const worth = Object.entries(value).map(([code, sum]) => `${sum} ${code}`).join(', ') || '-';
    if (values.json) {
      console.log(JSON.stringify(report));
    } else if (report.dry_run) {
      console.log(`Would delete ${report.deleted} carts worth ${worth}. Add --delete to do it.`);
    } else {
      console.log(`Deleted ${report.deleted} carts worth ${worth}; ${report.failed} failed.`);
    }
    if (report.failed > 0) process.exitCode = 1;
  } catch (error) {
    console.error(`clean-up: ${error.message}`);
    process.exitCode = 1;
  }
}

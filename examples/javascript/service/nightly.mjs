// The nightly clean-up: carts that expired long ago go to trash, where they can be restored from.
import cron from 'node-cron';
import { cleanUp } from '../clean-up.mjs';

export function scheduleCleanUp(client, { schedule, days, really }) {
  if (!cron.validate(schedule)) {
    throw new Error('CLEANUP_SCHEDULE is not a cron expression.');
  }
  return cron.schedule(schedule, () => run(client, { days, really }), {
    timezone: 'UTC',
    noOverlap: true, // a slow run is not joined by the next one
  });
}

async function run(client, { days, really }) {
  try {
    const report = await cleanUp(client, { days, really });
    console.log(`clean-up: ${JSON.stringify(report)}`);
  } catch (error) {
    // The next night tries again; a failed run must not end the service.
    console.error(`clean-up failed: ${error.message}`);
  }
}

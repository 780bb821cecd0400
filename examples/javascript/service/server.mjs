// Start: npm ci && npm start. Settings come from the environment, see README.md.
import { createApp } from './app.mjs';
import { scheduleCleanUp } from './nightly.mjs';
import { readSettings } from './settings.mjs';

try {
  const settings = readSettings();
  const nightly = scheduleCleanUp(settings.client, settings.cleanUp);
  const server = createApp(settings).listen(settings.port, settings.host, (error) => {
    if (error) {
      console.error(`cannot listen: ${error.code}`);
      process.exit(1);
    }
    console.log(`listening on http://${settings.host}:${server.address().port}`);
  });
  const stop = () => {
    nightly.stop();
    server.close(() => process.exit(0)); // running requests are finished first
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  console.error(`cannot start: ${error.message}`);
  process.exitCode = 1;
}

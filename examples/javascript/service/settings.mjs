// Everything the service is told from outside, read once and checked at start.
import { SessionsClient } from '../sessions-client.mjs';

const MIN_TOKEN_LENGTH = 32;

export function readSettings(environment = process.env) {
  const token = environment.ADMIN_TOKEN ?? '';
  if (token.length < MIN_TOKEN_LENGTH) {
    throw new Error(`Please set ADMIN_TOKEN to at least ${MIN_TOKEN_LENGTH} random characters.`);
  }
  return {
    client: SessionsClient.fromEnvironment(environment),
    adminToken: token,
    host: environment.HOST ?? '127.0.0.1',
    port: wholeNumber(environment, 'PORT', 3000),
    cleanUp: {
      schedule: environment.CLEANUP_SCHEDULE ?? '0 3 * * *',
      days: wholeNumber(environment, 'CLEANUP_DAYS', 30),
      really: environment.CLEANUP_DELETE === 'true',
    },
  };
}

function wholeNumber(environment, name, fallback) {
  const text = environment[name] ?? String(fallback);
  if (!/^\d{1,6}$/.test(text)) {
    throw new Error(`${name} must be a whole number.`);
  }
  return Number(text);
}

// The routes. A handler that throws ends in the error handler at the bottom.
import express from 'express';
import { statistics } from '../monitor.mjs';
import { SessionsApiError } from '../sessions-client.mjs';
import { requireAdmin } from './admin.mjs';

export function createApp({ client, adminToken }) {
  const app = express();
  app.disable('x-powered-by');

  app.get('/health', (request, response) => {
    response.json({ up: true });
  });

  app.use('/api/admin', requireAdmin(adminToken), (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });

  app.get('/api/admin/sessions', async (request, response) => {
    const page = positive(request.query.page, 1, 1_000_000);
    const perPage = positive(request.query.per_page, 20, 100);
    const { sessions, total, pages } = await client.page({ page, per_page: perPage });
    response.json({ success: true, data: sessions, total, pages });
  });

  app.get('/api/admin/sessions/:cartKey', async (request, response) => {
    response.json({ success: true, data: await client.get(request.params.cartKey) });
  });

  app.delete('/api/admin/sessions/:cartKey', async (request, response) => {
    await client.delete(request.params.cartKey);
    response.json({ success: true });
  });

  app.get('/api/admin/statistics', async (request, response) => {
    response.json({ success: true, data: await statistics(client) });
  });

  app.use((request, response) => {
    response.status(404).json({ error: 'There is nothing here.' });
  });

  app.use((error, request, response, next) => {
    if (response.headersSent) {
      return next(error);
    }
    if (error instanceof BadRequest) {
      return response.status(400).json({ error: error.message });
    }
    const { status, text } = outward(error);
    // The words of the failure go to the log, never to the caller.
    const id = error.requestId ?? '-';
    console.error(`failed: ${error.name} ${error.status ?? ''} ${error.code ?? ''} request=${id}`);
    return response.status(status).json({ error: text });
  });

  return app;
}

class BadRequest extends Error {}

function positive(text, fallback, max) {
  if (text === undefined) {
    return fallback;
  }
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > max) {
    throw new BadRequest(`Please give a whole number from 1 to ${max}.`);
  }
  return number;
}

/** Our own key being refused is our fault, not the caller's: 502, not 401 or 403. */
function outward(error) {
  if (!(error instanceof SessionsApiError)) {
    return { status: 500, text: 'Something went wrong here.' };
  }
  if (error.status === 404) {
    return { status: 404, text: 'There is no such cart.' };
  }
  if (error.status === 429 || error.status === 503) {
    return { status: 503, text: 'The cart server is busy; please try again later.' };
  }
  return { status: 502, text: 'The cart server did not answer as it should.' };
}

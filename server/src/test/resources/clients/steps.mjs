// A client in JavaScript as a shop's developer writes it from the guide: list, page, inspect,
// delete. Prints one line a step: name, HTTP status, number of elements. Settings: see
// TutorialClientsTest.
const { BASE, KEY, SECRET, CART } = process.env;

async function call(name, path, { method = 'GET', secret = SECRET, login = true } = {}) {
  const headers = { 'Content-Type': 'application/json' };
  if (login) {
    headers.Authorization = 'Basic ' + Buffer.from(`${KEY}:${secret}`).toString('base64');
  }
  const address = BASE.includes('?') ? BASE + path.replace('?', '&') : BASE + path;
  const response = await fetch(address, { method, headers });
  const body = await response.json();
  console.log(name, response.status, Array.isArray(body) ? body.length : '-');
  return body;
}

const list = await call('list', '/sessions?page=1&per_page=20');
await call('page', '/sessions?page=2&per_page=5');
await call('past', '/sessions?page=100000&per_page=10');
await call('plural', `/sessions/${CART}`);
await call('singular', `/session/${CART}`);
await call('items', `/session/${CART}/items`);
await call('unknown', '/sessions/nosuchcart');
await call('delete', `/sessions/${CART}`, { method: 'DELETE' });
await call('again', `/sessions/${CART}`, { method: 'DELETE' });
await call('wrong', '/sessions', { secret: 'cs_wrong' });
await call('nobody', '/sessions', { login: false });

// What the guide's dashboards and reports read of each element, with their operators.
if (Array.isArray(list)) {
  const odd = list.filter(
    (session) =>
      typeof session.cart_key !== 'string' ||
      !Array.isArray(session.cart_items) ||
      Number.isNaN(parseFloat(session.cart_totals?.total || 0)) ||
      Number.isNaN(new Date(session.cart_expiry * 1000).getTime()) ||
      !Number.isInteger(session.cart_expiry) ||
      session.customer === null || typeof session.customer !== 'object' ||
      Array.isArray(session.customer) ||
      session.customer.billing_email === '',
  );
  console.log('odd', odd.length, '-');
}

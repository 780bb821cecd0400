// Runs a published client through its own methods. Prints one line a step: name, HTTP status, what
// was found. Settings: see PublishedClientsTest.
const { PACKAGE, SERVER, KEY, SECRET, QUERY_AUTH } = process.env;
const Client = require(PACKAGE).default;

const connect = (secret, key = KEY) =>
  new Client({
    url: SERVER,
    consumerKey: key,
    consumerSecret: secret,
    version: 'cocart/v2',
    queryStringAuth: QUERY_AUTH === 'true',
  });

async function step(name, call, found = () => '-') {
  try {
    const response = await call;
    console.log(name, response.status, found(response));
  } catch (error) {
    if (!error.response) throw error;
    console.log(name, error.response.status, error.response.data.code);
  }
}

async function main() {
  const client = connect(SECRET);
  const length = (response) => response.data.length;
  const list = await client.get('sessions', { per_page: 7 });
  const [cart, other] = list.data.map((session) => session.cart_key);
  console.log('list', list.status, length(list));
  await step('page', client.get('sessions', { page: 2, per_page: 3, order: 'asc' }), length);
  await step('total', client.get('sessions'), (response) => response.headers['x-wp-total']);
  await step('encoded', client.get('sessions', { search: "O'Néill (a+b) *~!&=%/" }), length);
  await step('fields', client.get('sessions', { _fields: 'cart_key,cart_totals.total' }), (response) =>
    Object.keys(response.data[0]).sort().join(','));
  await step('one', client.get(`session/${cart}`), (response) => response.data.cart_key === cart);
  await step('items', client.get(`session/${cart}/items`), (response) => Array.isArray(response.data));
  await step('unknown', client.get('session/nosuchcart'));
  await step('delete', client.delete(`session/${cart}`), (response) => response.data.deleted);
  await step('again', client.delete(`session/${cart}`));
  await step('restore', client.post(`session/${cart}/restore`, {}), (response) => response.data.cart_key === cart);
  await step('force', client.delete(`session/${other}`, { force: true }), (response) => response.data.deleted);
  await step('gone', client.post(`session/${other}/restore`, {}));
  await step('options', client.options('sessions'), (response) => response.data.namespace);
  await step('wrong', connect('cs_wrong').get('sessions'));
  await keys(client);
}

/** A key's whole life. */
async function keys(client) {
  // a rolled key makes nothing that outlives it
  const expires = new Date(Date.now() + 600_000).toISOString();
  const made = (await client.post('keys', { description: "O'Néill & co", permissions: 'read', expires })).data;
  const path = `keys/${made.key_id}`;
  const as = (pair) => connect(pair.consumer_secret, pair.consumer_key);
  await step('made', as(made).get('sessions', { per_page: 2 }), (response) => response.data.length);
  await step('keys', client.get('keys', { search: "O'Néill &" }), (response) => response.data[0].key_id === made.key_id);
  await step('changed', client.put(path, { description: 'Changed' }), (response) => response.data.description);
  const rolled = (await client.post(`${path}/roll`, { overlap: 60 })).data;
  await step('overlap', as(made).get('sessions', { per_page: 2 }), (response) => response.data.length);
  await step('rolled', as(rolled).get('whoami'), (response) => response.data.key.rolled_from === made.key_id);
  await step('end', client.post(`${path}/end`, {}), (response) => response.data.status);
  await step('ended', as(made).get('sessions'));
  await step('disabled', client.post(`keys/${rolled.key_id}/disable`, {}), (response) => response.data.status);
  await step('enabled', client.post(`keys/${rolled.key_id}/enable`, {}), (response) => response.data.status);
  await step('usage', client.get(`${path}/usage`, { days: 2 }), (response) => response.data.calls);
  await step('revoked', client.delete(`keys/${rolled.key_id}`), (response) => response.data.deleted);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

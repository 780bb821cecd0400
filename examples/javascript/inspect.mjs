// What is the matter with this cart? node inspect.mjs <cart key> [--personal] [--json]
import { parseArgs } from 'node:util';
import { SessionsClient, maskCartKey } from './sessions-client.mjs';

/** What support needs to know; names and addresses stay out unless asked for. */
function summary(session, personal) {
  const email = session.customer?.billing_email ?? null;
  const money = (amount) => `${amount} ${session.currency?.currency_code ?? ''}`.trim();
  return {
    cart: maskCartKey(session.cart_key),
    status: session.cart_status,
    source: session.cart_source,
    customer: session.customer?.id ? `user ${session.customer.id}` : 'guest',
    email: personal ? email : (email && email.replace(/^(.).*@/, '$1…@')),
    created: time(session.cart_created),
    last_activity: time(session.cart_last_activity),
    expires: time(session.cart_expiry),
    items: session.cart_items.map((item) => ({
      name: item.name,
      product_id: item.product_id,
      quantity: item.quantity,
      total: money(item.line_total),
    })),
    coupons: session.applied_coupons,
    total: session.cart_totals?.total === undefined ? null : money(session.cart_totals.total),
    problems: (session.problems ?? []).map(({ code, message }) => ({ code, message })),
  };
}

function time(epochSeconds) {
  return new Date(epochSeconds * 1000).toISOString();
}

/** Shop and shopper choose these texts: control characters must not reach the terminal. */
function plain(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}]/gu, '?');
}

function print(found) {
  const { items, problems, coupons, ...facts } = found;
  for (const [name, value] of Object.entries(facts)) {
    console.log(`${name.replace('_', ' ').padEnd(14)}${plain(value ?? '-')}`);
  }
  console.log(`coupons       ${coupons.map(plain).join(', ') || '-'}`);
  console.log(`items         ${items.length}`);
  for (const item of items) {
    console.log(`  ${item.quantity} x ${plain(item.name)} (product ${item.product_id})  ${plain(item.total)}`);
  }
  console.log(`problems      ${problems.length}`);
  for (const problem of problems) {
    console.log(`  ${plain(problem.code)}: ${plain(problem.message)}`);
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { personal: { type: 'boolean' }, json: { type: 'boolean' } },
  });
  if (positionals.length !== 1) throw new Error('please give one cart key.');
  const session = await SessionsClient.fromEnvironment().get(positionals[0]);
  const found = summary(session, values.personal ?? false);
  values.json ? console.log(JSON.stringify(found)) : print(found);
} catch (error) {
  console.error(`inspect: ${error.message}`);
  process.exitCode = 1;
}

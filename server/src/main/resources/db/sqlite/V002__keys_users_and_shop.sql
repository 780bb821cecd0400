-- Consumer keys, users and what an import brought of the shop. Times are epoch seconds.

-- Nothing here gives a secret back. Ids are taken from the highest one there is, under a lock of the
-- revision row, since an import brings its own.
--   permission    null when the key allows nothing
--   secret_hash   HMAC of the secret with the pepper of that id
--   oauth_states  sealed HMAC states of the secret
--   imported      1 when an import may change it
CREATE TABLE consumer_key (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    description TEXT NOT NULL,
    permission TEXT,
    key_hash TEXT NOT NULL UNIQUE,
    truncated_key TEXT NOT NULL,
    pepper_id INTEGER NOT NULL,
    secret_hash BLOB NOT NULL,
    oauth_states BLOB NOT NULL,
    created INTEGER NOT NULL,
    last_access INTEGER,
    revoked_at INTEGER,
    imported INTEGER NOT NULL
);

--   roles         JSON array of names
--   capabilities  JSON object of the user's own: name to true or false
--   origin        default (the untouched first one), import, or local (made here)
CREATE TABLE user_account (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL,
    login_lower TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    email_lower TEXT NOT NULL,
    display_name TEXT NOT NULL,
    password_hash TEXT,
    roles TEXT NOT NULL,
    capabilities TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE INDEX user_account_email ON user_account (email_lower) WHERE email_lower <> '';

-- capabilities: JSON array of names
CREATE TABLE user_role (
    name TEXT NOT NULL PRIMARY KEY,
    display_name TEXT NOT NULL,
    capabilities TEXT NOT NULL
);

-- What WordPress and WooCommerce have, as far as this server asks for it.
INSERT INTO user_role (name, display_name, capabilities) VALUES
    ('administrator', 'Administrator', '["create_users","delete_users","edit_others_posts","edit_posts","edit_products","edit_shop_coupons","edit_shop_orders","edit_users","export","import","list_users","manage_options","manage_product_terms","manage_woocommerce","promote_users","publish_posts","read","remove_users","view_woocommerce_reports"]'),
    ('author', 'Author', '["edit_posts","publish_posts","read"]'),
    ('contributor', 'Contributor', '["edit_posts","read"]'),
    ('customer', 'Customer', '["read"]'),
    ('editor', 'Editor', '["edit_others_posts","edit_posts","publish_posts","read"]'),
    ('shop_manager', 'Shop manager', '["edit_others_posts","edit_posts","edit_products","edit_shop_coupons","edit_shop_orders","export","import","list_users","manage_product_terms","manage_woocommerce","publish_posts","read","view_woocommerce_reports"]'),
    ('subscriber', 'Subscriber', '["read"]');

INSERT INTO user_account (id, login, login_lower, email, email_lower, display_name, password_hash,
    roles, capabilities, origin)
VALUES (1, 'admin', 'admin', '', '', 'admin', NULL, '["administrator"]', '{}', 'default');

--   price       minor units of the shop's currency, null for none
--   attributes  JSON object: name in carts to label and options
CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    slug TEXT NOT NULL,
    sku TEXT NOT NULL,
    price INTEGER,
    weight TEXT NOT NULL,
    length TEXT NOT NULL,
    width TEXT NOT NULL,
    height TEXT NOT NULL,
    image TEXT NOT NULL,
    is_virtual INTEGER NOT NULL,
    sold_individually INTEGER NOT NULL,
    backorders TEXT NOT NULL,
    stock_status TEXT NOT NULL,
    stock INTEGER,
    published INTEGER NOT NULL,
    attributes TEXT NOT NULL
);

CREATE TABLE coupon (
    code TEXT NOT NULL PRIMARY KEY,
    id INTEGER NOT NULL,
    discount_type TEXT NOT NULL,
    amount TEXT NOT NULL,
    published INTEGER NOT NULL
);

-- One row, once there was an import.
CREATE TABLE shop_settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    site_url TEXT NOT NULL,
    currency_code TEXT NOT NULL,
    currency_symbol TEXT NOT NULL,
    minor_unit INTEGER NOT NULL,
    decimal_separator TEXT NOT NULL,
    thousand_separator TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    weight_unit TEXT NOT NULL,
    dimension_unit TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    tax_included INTEGER NOT NULL,
    placeholder_image TEXT NOT NULL
);

-- Locked by whoever takes an id.
INSERT INTO revision (name, n) VALUES ('keys', 0), ('users', 0), ('shop', 0);

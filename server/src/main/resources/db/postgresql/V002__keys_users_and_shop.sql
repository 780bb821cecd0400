-- Consumer keys, users and what an import brought of the shop. Times are epoch seconds; what the
-- columns mean is said in the SQLite migration of the same number.

CREATE TABLE consumer_key (
    id BIGINT PRIMARY KEY,
    user_id BIGINT NOT NULL,
    description TEXT NOT NULL,
    permission TEXT,
    key_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    truncated_key TEXT NOT NULL,
    pepper_id INTEGER NOT NULL,
    secret_hash BYTEA NOT NULL,
    oauth_states BYTEA NOT NULL,
    created BIGINT NOT NULL,
    last_access BIGINT,
    revoked_at BIGINT,
    imported SMALLINT NOT NULL
);

CREATE TABLE user_account (
    id BIGINT PRIMARY KEY,
    login TEXT NOT NULL,
    login_lower TEXT COLLATE "C" NOT NULL UNIQUE,
    email TEXT NOT NULL,
    email_lower TEXT COLLATE "C" NOT NULL,
    display_name TEXT NOT NULL,
    password_hash TEXT,
    roles TEXT NOT NULL,
    capabilities TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE INDEX user_account_email ON user_account (email_lower) WHERE email_lower <> '';

CREATE TABLE user_role (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
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

CREATE TABLE product (
    id BIGINT PRIMARY KEY,
    parent_id BIGINT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    slug TEXT NOT NULL,
    sku TEXT NOT NULL,
    price BIGINT,
    weight TEXT NOT NULL,
    length TEXT NOT NULL,
    width TEXT NOT NULL,
    height TEXT NOT NULL,
    image TEXT NOT NULL,
    is_virtual SMALLINT NOT NULL,
    sold_individually SMALLINT NOT NULL,
    backorders TEXT NOT NULL,
    stock_status TEXT NOT NULL,
    stock INTEGER,
    published SMALLINT NOT NULL,
    attributes TEXT NOT NULL
);

CREATE TABLE coupon (
    code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    discount_type TEXT NOT NULL,
    amount TEXT NOT NULL,
    published SMALLINT NOT NULL
);

CREATE TABLE shop_settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    site_url TEXT NOT NULL,
    currency_code TEXT NOT NULL,
    currency_symbol TEXT NOT NULL,
    minor_unit SMALLINT NOT NULL,
    decimal_separator TEXT NOT NULL,
    thousand_separator TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    weight_unit TEXT NOT NULL,
    dimension_unit TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    tax_included SMALLINT NOT NULL,
    placeholder_image TEXT NOT NULL
);

-- Locked by whoever takes an id.
INSERT INTO revision (name, n) VALUES ('keys', 0), ('users', 0), ('shop', 0);

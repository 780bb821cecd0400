package dev.cartwright.store.woocommerce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a shop's database was found to be like, and what we may do in it.
///
/// @param server as `MariaDB 11.4.5`
/// @param supported whether that is new enough
/// @param readOnlyServer whether the server itself lets nobody write, as a replica
/// @param database its name
/// @param account as whom the server sees us, `'shop'@'localhost'`
/// @param prefix of this shop's tables
/// @param basePrefix of the tables that the sites of a network share
/// @param named what the tables of users are called where it is not by a prefix
/// @param network whether it is a network of sites
/// @param blogId number of the site in its network, 1 outside of one
/// @param prefixes of all shops that can be seen here
/// @param cocart empty when there is no such table, as are the sessions
/// @param hidden tables of carts that nobody tells us of, without prefix
/// @param tables by name without prefix, what may be done there; missing ones are absent
/// @param log whether the server's binary log can be followed
public record ShopLayout(
        String server,
        boolean supported,
        boolean readOnlyServer,
        String database,
        String account,
        String prefix,
        String basePrefix,
        UserTableNames named,
        boolean network,
        long blogId,
        List<String> prefixes,
        Optional<CartTable> cocart,
        Optional<CartTable> sessions,
        List<String> hidden,
        Map<String, Set<Right>> tables,
        LogAccess log) {
    public static final String COCART = "cocart_carts";
    public static final String SESSIONS = "woocommerce_sessions";
    public static final String KEYS = "woocommerce_api_keys";

    public ShopLayout {
        prefixes = List.copyOf(prefixes);
        hidden = List.copyOf(hidden);
        tables = Map.copyOf(tables);
    }

    public enum Right {
        SELECT,
        INSERT,
        UPDATE,
        DELETE
    }

    /// A right we lack.
    ///
    /// @param table its whole name
    public record Missing(String table, Set<Right> rights) {}

    /// One of the two tables of carts.
    ///
    /// @param name whole and without quotes
    /// @param columns in order, lower case
    /// @param primaryKey its first column, empty when there is none
    /// @param expiryIndex whether rows can be found by their expiry
    /// @param valueCharset of the column with the carts, empty for raw bytes
    /// @param keyCharset of the column with the keys
    public record CartTable(
            String name,
            List<String> columns,
            String primaryKey,
            boolean expiryIndex,
            String valueCharset,
            String keyCharset) {
        public CartTable {
            columns = List.copyOf(columns);
        }

        public boolean has(String column) {
            return columns.contains(column);
        }

        public String quoted() {
            return WooDatabase.quoted(name);
        }

        /// `cart` or `session`, with which every column begins.
        public String word() {
            return name.endsWith(COCART) ? "cart" : "session";
        }

        /// Whether rows have numbers.
        public boolean numbered() {
            return has(word() + "_id");
        }

        /// An expression for the bytes that WordPress sees of the value.
        ///
        /// @param connectionCharset WordPress's own, see [WooAddress#charset]
        public String valueBytes(String connectionCharset) {
            String column = WooDatabase.quoted(word() + "_value");
            return ShopCharset.seen(
                    column, ShopCharset.conversion(valueCharset, connectionCharset));
        }
    }

    /// The tables of carts there are, the one that counts first.
    public List<CartTable> cartTables() {
        var found = new ArrayList<CartTable>();
        cocart.ifPresent(found::add);
        sessions.ifPresent(found::add);
        return found;
    }

    public boolean may(Right right, String table) {
        return tables.getOrDefault(table, Set.of()).contains(right)
                && (right == Right.SELECT || !readOnlyServer);
    }

    /// Whether carts can be deleted and restored.
    public boolean writable() {
        return !cartTables().isEmpty()
                && missing(Wanted.Purpose.CHANGE_CARTS).isEmpty()
                && !readOnlyServer;
    }

    public boolean keysWritable() {
        return missing(Wanted.Purpose.CHANGE_KEYS).isEmpty() && !readOnlyServer;
    }

    /// What is missing to do this.
    public List<Missing> missing(Wanted.Purpose purpose) {
        var missing = new ArrayList<Missing>();
        for (Wanted wanted : Wanted.of(purpose)) {
            Set<Right> rights = tables.get(wanted.table());
            if (rights != null) {
                var lacking = new TreeSet<>(wanted.rights());
                lacking.removeAll(rights);
                if (!lacking.isEmpty()) {
                    missing.add(new Missing(wholeName(wanted.table()), lacking));
                }
            }
        }
        return missing;
    }

    /// The statements that an administrator of the server has to run for this.
    public List<String> grants(Wanted.Purpose purpose) {
        return missing(purpose).stream().map(this::grant).toList();
    }

    private String grant(Missing missing) {
        String rights = String.join(", ", missing.rights().stream().map(Right::name).toList());
        return "GRANT %s ON %s.%s TO %s;"
                .formatted(
                        rights,
                        WooDatabase.quoted(database),
                        WooDatabase.quoted(missing.table()),
                        account);
    }

    /// The statements that would let us see tables of carts, if they are there: where we have no
    /// right at all, a server does not tell.
    public List<String> hiddenGrants() {
        return hidden.stream()
                .map(table -> grant(new Missing(wholeName(table), Set.of(Right.SELECT))))
                .toList();
    }

    /// The statements that let changed carts be found at once.
    public List<String> indexStatements() {
        return cartTables().stream()
                .filter(table -> !table.expiryIndex())
                .map(
                        table ->
                                "CREATE INDEX %1$s ON %2$s (%1$s);"
                                        .formatted(table.word() + "_expiry", table.name()))
                .toList();
    }

    /// The whole name of a table.
    public String wholeName(String table) {
        return named.of(table, (Wanted.SHARED.contains(table) ? basePrefix : prefix) + table);
    }

    /// Why nothing can be done with this database; empty when something can.
    public Optional<String> unusable() {
        if (!supported) {
            return Optional.of(server + " is too old: MariaDB 10.6, MySQL 8.0 or newer is needed");
        }
        if (cartTables().isEmpty()) {
            return Optional.of(
                    "there is neither %s nor %s, or the user may not see them%s"
                            .formatted(wholeName(COCART), wholeName(SESSIONS), others()));
        }
        List<String> grants = grants(Wanted.Purpose.READ);
        if (!grants.isEmpty()) {
            return Optional.of("rights to read are missing: " + String.join(" ", grants));
        }
        return Optional.empty();
    }

    private String others() {
        return prefixes.isEmpty()
                ? ""
                : "; there are shops with woocommerce-prefix " + String.join(", ", prefixes);
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

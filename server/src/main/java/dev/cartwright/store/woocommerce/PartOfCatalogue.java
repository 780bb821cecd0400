package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.DumpRow;
import dev.cartwright.woocommerce.ShopCatalogue;
import dev.cartwright.woocommerce.ShopTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rows of a living shop's tables that tell of some products or coupons, and no others.
final class PartOfCatalogue implements ShopTables {
    private static final int NO_SUCH_TABLE = 1146;
    private static final String OF_PRODUCTS =
            "(taxonomy = 'product_type' OR taxonomy LIKE 'pa\\_%')";

    private final ShopSite site;
    private final Map<String, List<DumpRow>> shared;
    private final Set<Long> posts;
    private final Set<Long> withPictures;

    /// @param posts products, their parents, and coupons
    /// @param pictures ids of theirs
    /// @param shared what is the same for every part, filled when it is first needed
    PartOfCatalogue(
            ShopSite site,
            Collection<Long> posts,
            Collection<Long> pictures,
            Map<String, List<DumpRow>> shared) {
        this.site = site;
        this.posts = new TreeSet<>(posts);
        this.withPictures = new TreeSet<>(posts);
        this.withPictures.addAll(pictures);
        this.shared = shared;
    }

    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public long rowCount(String table) {
        return 0;
    }

    @Override
    public void rows(String table, List<String> columns, RowHandler handler) throws IOException {
        String name = table.substring(site.tables().prefix().length());
        for (DumpRow row : rows(name, columns)) {
            handler.row(row);
        }
    }

    private List<DumpRow> rows(String name, List<String> columns) {
        return switch (name) {
            case "posts" -> of(name, columns, "ID", posts, "");
            case "postmeta" -> of(name, columns, "post_id", withPictures, wantedMeta());
            case "wc_product_meta_lookup" -> of(name, columns, "product_id", posts, "");
            case "term_relationships" -> of(name, columns, "object_id", posts, "");
            case "term_taxonomy" -> shared(name, columns, " WHERE " + OF_PRODUCTS);
            case "terms" ->
                    shared(
                            name,
                            columns,
                            " WHERE term_id IN (SELECT term_id FROM %s WHERE %s)"
                                    .formatted(site.tables().table("term_taxonomy"), OF_PRODUCTS));
            case "woocommerce_attribute_taxonomies" -> shared(name, columns, "");
            default -> List.of();
        };
    }

    private static String wantedMeta() {
        return " AND (meta_key IN ('"
                + String.join("', '", new TreeSet<>(ShopCatalogue.META))
                + "') OR meta_key LIKE 'attribute\\_%')";
    }

    private List<DumpRow> of(
            String name, List<String> columns, String idColumn, Set<Long> ids, String more) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Long> padded = InList.padded(List.copyOf(ids));
        String where = " WHERE " + idColumn + " IN " + SiteTables.places(padded.size()) + more;
        return select(name, columns, where, padded);
    }

    private List<DumpRow> shared(String name, List<String> columns, String where) {
        return shared.computeIfAbsent(name, _ -> select(name, columns, where, List.of()));
    }

    private List<DumpRow> select(
            String name, List<String> columns, String where, List<Long> parameters) {
        return site.read(
                "could not read the shop's table " + name,
                (connection, tables) -> {
                    String sql =
                            "SELECT %s FROM %s"
                                            .formatted(
                                                    String.join(", ", columns), tables.table(name))
                                    + where;
                    return select(connection, sql, columns, parameters);
                });
    }

    /// None of a table that an older shop has not.
    private static List<DumpRow> select(
            Connection connection, String sql, List<String> columns, List<Long> parameters)
            throws SQLException {
        var found = new ArrayList<DumpRow>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setLong(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows, columns));
                }
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_TABLE) {
                throw e;
            }
        }
        return found;
    }

    private static DumpRow row(ResultSet rows, List<String> columns) throws SQLException {
        byte[] @Nullable [] cells = new byte[columns.size()][];
        for (int i = 0; i < cells.length; i++) {
            String text = rows.getString(i + 1);
            cells[i] = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        }
        return new DumpRow(columns, cells, false);
    }
}

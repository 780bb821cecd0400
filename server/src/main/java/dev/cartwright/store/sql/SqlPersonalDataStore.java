package dev.cartwright.store.sql;

import dev.cartwright.audit.PersonalDataStore;
import dev.cartwright.audit.PersonalDataUse;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps uses of personal data in the table `personal_data_use`.
public final class SqlPersonalDataStore implements PersonalDataStore {
    /// Two servers that add to the same rows meet them in the same order.
    private static final Comparator<PersonalDataUse> ORDER =
            Comparator.comparingLong(PersonalDataUse::minute)
                    .thenComparingLong(PersonalDataUse::keyId)
                    .thenComparing(PersonalDataUse::route)
                    .thenComparingLong(PersonalDataUse::cartId)
                    .thenComparing(PersonalDataUse::filters);

    private final Database database;

    public SqlPersonalDataStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(List<PersonalDataUse> uses) {
        List<PersonalDataUse> sorted = uses.stream().sorted(ORDER).toList();
        database.write(
                "could not write down uses of personal data",
                handle -> {
                    PreparedStatement statement =
                            handle.prepare(
                                    """
                                    INSERT INTO personal_data_use
                                        (minute, key_id, route, cart_id, filters, calls, carts)
                                    VALUES (?, ?, ?, ?, ?, ?, ?)
                                    ON CONFLICT (minute, key_id, route, cart_id, filters)
                                    DO UPDATE SET calls = personal_data_use.calls + excluded.calls,
                                        carts = personal_data_use.carts + excluded.carts""");
                    for (PersonalDataUse use : sorted) {
                        bind(statement, use);
                        statement.addBatch();
                    }
                    return statement.executeBatch().length;
                });
    }

    private static void bind(PreparedStatement statement, PersonalDataUse use) throws SQLException {
        statement.setLong(1, use.minute());
        statement.setLong(2, use.keyId());
        statement.setString(3, use.route());
        statement.setLong(4, use.cartId());
        statement.setString(5, use.filters());
        statement.setLong(6, use.calls());
        statement.setLong(7, use.carts());
    }

    @Override
    public List<PersonalDataUse> list(
            @Nullable Long keyId,
            @Nullable Instant since,
            @Nullable PersonalDataUse after,
            int limit) {
        long first = since == null ? Long.MIN_VALUE : Math.floorDiv(since.getEpochSecond(), 60L);
        SqlText text =
                new SqlText()
                        .add("SELECT minute, key_id, route, cart_id, filters, calls, carts")
                        .add(" FROM personal_data_use WHERE minute >= ?", first);
        if (keyId != null) {
            text.add(" AND key_id = ?", keyId);
        }
        if (after != null) {
            text.add(
                    " AND (minute, key_id, route, cart_id, filters) < (?, ?, ?, ?, ?)",
                    List.of(
                            after.minute(),
                            after.keyId(),
                            after.route(),
                            after.cartId(),
                            after.filters()));
        }
        text.add(
                " ORDER BY minute DESC, key_id DESC, route DESC, cart_id DESC, filters DESC"
                        + " LIMIT ?",
                limit);
        return database.readOnce(
                "could not list uses of personal data", handle -> read(text.prepare(handle)));
    }

    private static List<PersonalDataUse> read(PreparedStatement statement) throws SQLException {
        var uses = new ArrayList<PersonalDataUse>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                uses.add(
                        new PersonalDataUse(
                                rows.getLong(1),
                                rows.getLong(2),
                                rows.getString(3),
                                rows.getLong(4),
                                rows.getString(5),
                                rows.getLong(6),
                                rows.getLong(7)));
            }
        }
        return uses;
    }
}

package dev.cartwright.store.sql;

import dev.cartwright.outage.Outage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/// Connections to a SQLite file for a library that brings its own SQL. It reads through connections
/// of its own; each statement by which it writes goes through our one writer, so that nobody waits
/// for a lock and nobody takes the write for that of another process.
final class GroupedSource extends SQLiteDataSource {
    private final Path file;
    private final GroupCommitWriter writer;

    GroupedSource(Path file, GroupCommitWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = SqliteEngine.connect(file);
        try (Statement statement = real.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
        } catch (SQLException e) {
            real.close();
            throw e;
        }
        return proxy(Connection.class, (_, method, arguments) -> answer(real, method, arguments));
    }

    private @Nullable Object answer(Connection real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("prepareStatement")
                && arguments != null
                && arguments[0] instanceof String sql
                && !reads(sql)) {
            return proxy(PreparedStatement.class, new Recorded(sql));
        }
        return call(real, method, arguments);
    }

    private static boolean reads(String sql) {
        return sql.stripLeading().toLowerCase(Locale.ROOT).startsWith("select");
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        GroupedSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(
            Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw cause == null ? e : cause;
        }
    }

    /// One value of a statement, to be set again where the statement runs.
    private record Setting(Method method, Object[] arguments) {}

    /// A statement that writes: what is set is remembered until it runs.
    private final class Recorded implements InvocationHandler {
        private final String sql;
        private final List<Setting> settings = new ArrayList<>();
        private int updated = -1;

        Recorded(String sql) {
            this.sql = sql;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
                throws Throwable {
            return switch (method.getName()) {
                case "execute" -> {
                    updated = run();
                    yield false;
                }
                case "executeUpdate" -> {
                    updated = run();
                    yield updated;
                }
                case "getUpdateCount" -> updated;
                case "close" -> null;
                default -> {
                    remember(method, arguments);
                    yield null;
                }
            };
        }

        private void remember(Method method, Object @Nullable [] arguments)
                throws SQLFeatureNotSupportedException {
            if (arguments == null || !method.getName().startsWith("set")) {
                throw new SQLFeatureNotSupportedException(method.getName());
            }
            settings.add(new Setting(method, arguments.clone()));
        }

        private int run() throws SQLException {
            try {
                return writer.write("could not keep the schedule of jobs", this::runThere);
            } catch (StoreException | Outage e) {
                throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
            }
        }

        private int runThere(Handle handle) throws SQLException {
            PreparedStatement statement = handle.prepare(sql);
            for (Setting setting : settings) {
                try {
                    call(statement, setting.method, setting.arguments);
                } catch (SQLException | RuntimeException | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new SQLException(e);
                }
            }
            return statement.executeUpdate();
        }
    }
}

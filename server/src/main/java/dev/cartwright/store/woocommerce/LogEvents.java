package dev.cartwright.store.woocommerce;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ChecksumType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.cartwright.store.woocommerce.EventBytes.NotUnderstood;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Understands of the binary log what concerns tables of carts, in place of the library, which
/// would decode every row of the server whole.
///
/// For one connection and one thread.
final class LogEvents extends EventDeserializer {
    private static final int HEAD = 19;
    private static final int CHECKSUM = 4;

    /// Statements beyond are looked at as far as this.
    private static final int SQL = 1 << 16;

    /// Tables that are described at a time; servers describe them anew before their rows.
    private static final int TABLES = 256;

    private final Supplier<LogWatch> watch;
    private final ChangedRows changes;
    private final LogRows rows;
    private final Map<Long, RowShape> shapes = new HashMap<>();

    /// Names of tables of carts that were told of. They may have come into being, or we may not
    /// read them, which the next look shows; it would be the same at their next row.
    private final Set<String> unusable = new HashSet<>();

    private int checksum;
    private String file = "";

    LogEvents(Supplier<LogWatch> watch, ChangedRows changes) {
        this.watch = watch;
        this.changes = changes;
        rows = new LogRows(changes);
    }

    /// Types of events by their numbers, which the servers share up to 40.
    private static final class Type {
        static final int QUERY = 2;
        static final int ROTATE = 4;
        static final int LOAD = 6;
        static final int NEW_LOAD = 12;
        static final int FORMAT = 15;
        static final int EXECUTE_LOAD = 18;
        static final int TABLE = 19;
        static final int INSERT = 23;
        static final int UPDATE = 24;
        static final int DELETE = 25;
        static final int INCIDENT = 26;
        static final int NEWER_INSERT = 30;
        static final int NEWER_UPDATE = 31;
        static final int NEWER_DELETE = 32;
        static final int PARTIAL_UPDATE = 39;
        static final int PACKED_TRANSACTION = 40;
        static final int PACKED_QUERY = 165;
        static final int LAST_PACKED = 171;
    }

    private record Head(long seconds, int type, long server, long length, long next) {
        static Head read(EventBytes bytes) throws IOException {
            var head =
                    new Head(
                            bytes.number(4),
                            (int) bytes.number(1),
                            bytes.number(4),
                            bytes.number(4),
                            bytes.number(4));
            bytes.skip(2);
            return head;
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the client tells it here, whatever it says of the method
    public void setChecksumType(ChecksumType type) {
        checksum = type.getLength();
    }

    /// Null at the end of the stream.
    @Override
    public @Nullable Event nextEvent(ByteArrayInputStream stream) throws IOException {
        if (stream.peek() == -1) {
            return null;
        }
        Head head = Head.read(new EventBytes(stream, HEAD));
        var bytes = new EventBytes(stream, head.length - HEAD);
        var event = new Event(header(head), null);
        switch (head.type) {
            case Type.FORMAT -> format(head, bytes);
            case Type.ROTATE -> event = new Event(header(head), rotate(bytes));
            default -> body(head, bytes);
        }
        bytes.skipRest();
        if (head.next > 0 && head.type != Type.ROTATE) {
            changes.at(new LogPosition(file, head.next));
        }
        return event;
    }

    private static EventHeaderV4 header(Head head) {
        var header = new EventHeaderV4();
        header.setEventType(head.type == Type.ROTATE ? EventType.ROTATE : EventType.UNKNOWN);
        header.setEventLength(head.length);
        header.setNextPosition(head.next);
        return header;
    }

    /// Begins every file, and every connection.
    private void format(Head head, EventBytes bytes) throws IOException {
        bytes.skip(bytes.left() - CHECKSUM - 1);
        checksum = bytes.number(1) == 1 ? CHECKSUM : 0;
        shapes.clear();
        changes.inFile(head.server + "-" + head.seconds);
    }

    private RotateEventData rotate(EventBytes bytes) throws IOException {
        var rotation = new RotateEventData();
        rotation.setBinlogPosition(bytes.number(8));
        rotation.setBinlogFilename(bytes.text((int) bytes.left() - checksum));
        file = rotation.getBinlogFilename();
        changes.at(new LogPosition(file, rotation.getBinlogPosition()));
        return rotation;
    }

    private void body(Head head, EventBytes whole) throws IOException {
        var bytes = new EventBytes(whole, checksum);
        try {
            understand(head, bytes);
        } catch (NotUnderstood e) {
            changes.gap(String.valueOf(e.getMessage()));
        }
        bytes.skipRest();
    }

    private void understand(Head head, EventBytes bytes) throws IOException {
        boolean cut = head.length == PacketTrim.KEPT - 1;
        switch (head.type) {
            case Type.TABLE -> table(bytes);
            case Type.INSERT, Type.DELETE -> rows(bytes, 1, false, cut);
            case Type.UPDATE -> rows(bytes, 2, false, cut);
            case Type.NEWER_INSERT, Type.NEWER_DELETE -> rows(bytes, 1, true, cut);
            case Type.NEWER_UPDATE -> rows(bytes, 2, true, cut);
            case Type.PARTIAL_UPDATE -> {
                if (shapes.containsKey(bytes.number(6))) {
                    changes.gap("a row was logged in parts");
                }
            }
            case Type.QUERY -> query(bytes);
            case Type.LOAD, Type.NEW_LOAD, Type.EXECUTE_LOAD ->
                    changes.gap("a statement was logged in place of its rows");
            case Type.INCIDENT -> changes.gap("the server says that its log lacks something");
            case Type.PACKED_TRANSACTION -> changes.gap("a transaction was logged compressed");
            default -> {
                if (head.type >= Type.PACKED_QUERY && head.type <= Type.LAST_PACKED) {
                    changes.gap("an event was logged compressed");
                }
            }
        }
    }

    private void table(EventBytes bytes) throws IOException {
        long id = bytes.number(6);
        bytes.skip(2);
        String schema = bytes.text((int) bytes.number(1));
        bytes.skip(1);
        String name = bytes.text((int) bytes.number(1));
        bytes.skip(1);
        shapes.remove(id);
        LogWatch wanted = watch.get();
        WatchedTable watched = wanted.find(schema, name).orElse(null);
        if (watched == null) {
            if (wanted.names(schema, name) && unusable.add(name)) {
                changes.restructured();
                changes.gap("a table of carts came into being");
            }
            return;
        }
        unusable.remove(name);
        RowShape shape = RowShape.read(bytes, watched);
        if (!shape.fits()) {
            changes.restructured();
            changes.gap("a table of carts has changed its columns");
            return;
        }
        if (shapes.size() >= TABLES) {
            shapes.clear();
        }
        shapes.put(id, shape);
    }

    /// @param extra whether newer servers' additions stand in front
    /// @param cut whether the row was too long to be seen whole
    private void rows(EventBytes bytes, int images, boolean extra, boolean cut) throws IOException {
        RowShape shape = shapes.get(bytes.number(6));
        if (shape == null) {
            return;
        }
        bytes.skip(2);
        if (extra) {
            bytes.skip(bytes.number(2) - 2);
        }
        rows.read(shape, bytes, images, cut);
    }

    private void query(EventBytes bytes) throws IOException {
        bytes.skip(8);
        int schemaLength = (int) bytes.number(1);
        bytes.skip(2);
        bytes.skip(bytes.number(2));
        bytes.skip(schemaLength + 1L);
        String sql = bytes.text((int) Math.min(SQL, bytes.left()));
        LogWatch wanted = watch.get();
        switch (LogStatement.of(sql, wanted.schema(), wanted.names())) {
            case NOTHING -> {}
            case STRUCTURE -> {
                changes.restructured();
                changes.gap("a table of carts was emptied, changed, made or dropped");
            }
            case ROWS -> changes.gap("a statement was logged in place of its rows");
        }
    }
}

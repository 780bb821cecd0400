package dev.cartwright.php;

import dev.cartwright.php.PhpValue.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes values as PHP's `serialize` does. Shared values are written out each time; a loop becomes
/// a reference to the container that it points at.
public final class PhpWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// The containers around what is written now, the outermost first.
    private final List<Container> open = new ArrayList<>();

    private int slots;

    private record Container(int slot, boolean object) {}

    private PhpWriter() {}

    public static byte[] write(PhpValue value) {
        var writer = new PhpWriter();
        writer.value(value);
        return writer.out.toByteArray();
    }

    private void value(PhpValue value) {
        if (value instanceof PhpValue.Loop(int up)) {
            loop(up);
            return;
        }
        slots++;
        switch (value) {
            case PhpValue.Null _ -> ascii("N;");
            case PhpValue.Bool(boolean flag) -> ascii(flag ? "b:1;" : "b:0;");
            case PhpValue.Int(long number) -> ascii("i:" + number + ";");
            case PhpValue.Real(double number) -> ascii("d:" + PhpFloat.write(number) + ";");
            case Text text -> text("s", text, ";");
            case PhpValue.Array array -> array(array);
            case PhpValue.Instance instance -> instance(instance);
            case PhpValue.Custom(Text name, Text payload) -> custom(name, payload);
            case PhpValue.Case(Text name, Text which) -> enumCase(name, which);
            case PhpValue.Loop _ -> throw new IllegalStateException("loops are written above");
        }
    }

    private void loop(int up) {
        if (up > open.size()) {
            throw new IllegalArgumentException("a loop points above the outermost container");
        }
        Container target = open.get(open.size() - up);
        if (target.object) {
            slots++; // one more handle of the object has a number of its own
        }
        ascii((target.object ? "r:" : "R:") + target.slot + ";");
    }

    private void array(PhpValue.Array array) {
        ascii("a:" + array.entries().size() + ":{");
        open.add(new Container(slots, false));
        array.entries()
                .forEach(
                        (key, value) -> {
                            key(key);
                            value(value);
                        });
        open.removeLast();
        ascii("}");
    }

    private void key(PhpValue.Key key) {
        switch (key) {
            case PhpValue.Key.Index(long at) -> ascii("i:" + at + ";");
            case PhpValue.Key.Name(Text text) -> text("s", text, ";");
        }
    }

    private void instance(PhpValue.Instance instance) {
        text("O", instance.className(), ":");
        ascii(instance.properties().size() + ":{");
        open.add(new Container(slots, true));
        instance.properties()
                .forEach(
                        (name, value) -> {
                            text("s", name, ";");
                            value(value);
                        });
        open.removeLast();
        ascii("}");
    }

    private void custom(Text name, Text payload) {
        text("C", name, ":");
        ascii(payload.bytes().length + ":{");
        out.writeBytes(payload.bytes());
        ascii("}");
    }

    private void enumCase(Text name, Text which) {
        ascii("E:" + (name.bytes().length + 1 + which.bytes().length) + ":\"");
        out.writeBytes(name.bytes());
        ascii(":");
        out.writeBytes(which.bytes());
        ascii("\";");
    }

    private void text(String type, Text text, String end) {
        ascii(type + ":" + text.bytes().length + ":\"");
        out.writeBytes(text.bytes());
        ascii("\"" + end);
    }

    private void ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}

package dev.cartwright.store.sql;

import dev.cartwright.cart.Cart;
import dev.cartwright.session.CartDocument;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// A stored session's contents as bytes, and back.
///
/// The first byte tells what follows: [#CART] a cart as JSON, [#RAW] bytes nobody could decode. The
/// JSON is arrays by position, without names: it is read on every request and shown to nobody.
/// [#ELSEWHERE] stands alone: the contents lie in a shop's own table.
/// What cannot be read back becomes [CartDocument.Unreadable], never an exception.
final class CartDocumentCodec {
    static final byte RAW = 0;
    static final byte CART = 1;
    static final byte ELSEWHERE = 2;

    /// Deeper than anything that was let into the house.
    private static final int MAX_DEPTH = 1_000;

    private static final int FIRST_SIZE = 4_096;
    private static final int MAX_REASON = 200;

    private final JsonFactory plain = factory().build();

    /// For text with half of a surrogate pair, which has no UTF-8. In a name it is replaced, since
    /// no parser takes it there.
    private final JsonFactory ascii = factory().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static tools.jackson.core.json.JsonFactoryBuilder factory() {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxNameLength(Integer.MAX_VALUE)
                                .maxStringLength(Integer.MAX_VALUE)
                                .build())
                .streamWriteConstraints(
                        StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    }

    byte[] encode(CartDocument document) {
        return switch (document) {
            case CartDocument.Readable(Cart cart) -> encode(cart);
            case CartDocument.Unreadable(String reason, byte[] raw) -> raw(reason, raw);
        };
    }

    /// What stands in place of contents that were not kept.
    static byte[] elsewhere() {
        return new byte[] {ELSEWHERE};
    }

    static boolean isElsewhere(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == ELSEWHERE;
    }

    CartDocument decode(byte[] bytes) {
        if (bytes.length == 0) {
            return new CartDocument.Unreadable("nothing is stored", bytes);
        }
        return switch (bytes[0]) {
            case RAW -> raw(bytes);
            case CART -> cart(bytes);
            case ELSEWHERE -> new CartDocument.Unreadable("lies in the shop's table", new byte[0]);
            default -> new CartDocument.Unreadable("stored by another version", bytes);
        };
    }

    private byte[] encode(Cart cart) {
        try {
            return encode(cart, plain, name -> name);
        } catch (JacksonException _) {
            return encode(cart, ascii, SessionContent::clean);
        }
    }

    private static byte[] encode(Cart cart, JsonFactory factory, UnaryOperator<String> names) {
        var out = new ByteArrayOutputStream(FIRST_SIZE);
        out.write(CART);
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            new CartWriter(json, names).write(cart);
        }
        return out.toByteArray();
    }

    private CartDocument cart(byte[] bytes) {
        try (JsonParser json =
                plain.createParser(ObjectReadContext.empty(), bytes, 1, bytes.length - 1)) {
            return new CartDocument.Readable(new CartReader(json).read());
        } catch (JacksonException | IllegalArgumentException | ArithmeticException _) {
            return new CartDocument.Unreadable("the stored bytes are damaged", bytes);
        }
    }

    /// Tag, length of the reason in two bytes, reason, the bytes as they came.
    private static byte[] raw(String reason, byte[] raw) {
        String shortened = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
        byte[] text = shortened.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[3 + text.length + raw.length];
        all[0] = RAW;
        all[1] = (byte) (text.length >> 8);
        all[2] = (byte) text.length;
        System.arraycopy(text, 0, all, 3, text.length);
        System.arraycopy(raw, 0, all, 3 + text.length, raw.length);
        return all;
    }

    private static CartDocument raw(byte[] bytes) {
        int length = bytes.length < 3 ? 0 : (bytes[1] & 0xff) << 8 | bytes[2] & 0xff;
        if (bytes.length < 3 + length) {
            return new CartDocument.Unreadable("the stored bytes are damaged", bytes);
        }
        return new CartDocument.Unreadable(
                new String(bytes, 3, length, StandardCharsets.UTF_8),
                Arrays.copyOfRange(bytes, 3 + length, bytes.length));
    }
}

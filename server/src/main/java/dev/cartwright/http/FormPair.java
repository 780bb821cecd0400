package dev.cartwright.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One `name=value` of a query or a form, decoded.
record FormPair(String name, String value) {
    /// In order of arrival. A percent sign that begins no escape stands for itself, as in PHP.
    static List<FormPair> parse(String raw) {
        if (raw.isEmpty()) {
            return List.of();
        }
        var pairs = new ArrayList<FormPair>();
        int from = 0;
        while (from <= raw.length()) {
            int to = raw.indexOf('&', from);
            to = to < 0 ? raw.length() : to;
            if (to > from) {
                pairs.add(pair(raw, from, to));
            }
            from = to + 1;
        }
        return pairs;
    }

    private static FormPair pair(String raw, int from, int to) {
        int equals = raw.indexOf('=', from);
        if (equals < 0 || equals >= to) {
            return new FormPair(decode(raw.substring(from, to), true), "");
        }
        return new FormPair(
                decode(raw.substring(from, equals), true),
                decode(raw.substring(equals + 1, to), true));
    }

    /// @param plusIsSpace as in queries and forms, not in paths
    static String decode(String text, boolean plusIsSpace) {
        int first = firstCoded(text, plusIsSpace);
        if (first < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '+' && plusIsSpace) {
                bytes.write(' ');
            } else if (c == '%' && hex(text, i + 1) >= 0 && hex(text, i + 2) >= 0) {
                bytes.write(hex(text, i + 1) << 4 | hex(text, i + 2));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int firstCoded(String text, boolean plusIsSpace) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+' && plusIsSpace) {
                return i;
            }
        }
        return -1;
    }

    private static int hex(String text, int at) {
        return at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    }
}

package dev.cartwright.wire;

import dev.cartwright.audit.Entry;
import dev.cartwright.audit.PersonalDataUse;
import dev.cartwright.audit.Verification;
import dev.cartwright.audit.Verification.Extent;
import dev.cartwright.audit.Verification.Finding;
import dev.cartwright.audit.Verification.Intact;
import dev.cartwright.audit.Verification.Tampered;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// The log of acts, what was found of it, and who saw personal data.
///
/// Users and carts are told by their ids, keys by id and the end of the key.
public final class AuditJson {
    private static final JsonMapper JSON = new JsonMapper();

    private AuditJson() {}

    /// @param truncatedKey end of the acting key, null when it was no key or nobody knows it
    public static void entry(JsonGenerator json, Entry entry, @Nullable String truncatedKey) {
        json.writeStartObject();
        json.writeNumberProperty("sequence", entry.sequence());
        json.writeStringProperty("at", Instant.ofEpochSecond(entry.at()).toString());
        json.writeStringProperty("actor", word(entry.actorKind()));
        json.writeStringProperty("actor_id", entry.actorId());
        if (truncatedKey != null) {
            json.writeStringProperty("truncated_key", truncatedKey);
        }
        json.writeStringProperty("address", entry.origin());
        json.writeStringProperty("type", word(entry.type()));
        json.writeNumberProperty(subject(entry.type()), entry.subject());
        Life life = Life.of(entry.type());
        if (life != null) {
            json.writeStringProperty("before", life.before);
            json.writeStringProperty("after", life.after);
        }
        String detail = entry.detail();
        if (detail != null) {
            json.writeName("detail");
            detail(json, detail);
        }
        json.writeEndObject();
    }

    /// Where a cart was before an act and is after it, which its type says.
    ///
    /// @param before empty when it was nowhere
    public record Life(String before, String after) {
        public static @Nullable Life of(String type) {
            return switch (type) {
                case "CART_CREATED" -> new Life("", "live");
                case "CART_UPDATED" -> new Life("live", "live");
                case "CART_TRASHED" -> new Life("live", "trash");
                case "CART_RESTORED" -> new Life("trash", "live");
                case "CART_PURGED" -> new Life("live or trash", "");
                default -> null;
            };
        }
    }

    /// Words of a log that somebody may have changed: of any letters.
    public static String word(String stored) {
        return stored.toLowerCase(Locale.ROOT);
    }

    private static String subject(String type) {
        int end = type.indexOf('_');
        return switch (end < 0 ? type : type.substring(0, end)) {
            case "CART" -> "cart_id";
            case "KEY" -> "key_id";
            case "USER" -> "user_id";
            default -> "subject";
        };
    }

    /// On one line; what is no JSON any more as text.
    private static void detail(JsonGenerator json, String detail) {
        String compact;
        try {
            compact = JSON.readTree(detail).toString();
        } catch (JacksonException _) {
            json.writeString(detail);
            return;
        }
        json.writeRawValue(compact.isEmpty() ? "null" : compact);
    }

    public static void verification(JsonGenerator json, Verification verification) {
        Extent extent = verification.extent();
        json.writeStartObject();
        json.writeBooleanProperty("intact", verification instanceof Intact);
        json.writeNumberProperty("entries", extent.entries());
        json.writeNumberProperty("unsealed", extent.unsealed());
        json.writeNumberProperty("seals", extent.seals());
        json.writeStringProperty("head", extent.head());
        json.writeArrayPropertyStart("findings");
        boolean more = false;
        if (verification instanceof Tampered(Extent _, var findings, boolean further)) {
            findings.forEach(finding -> finding(json, finding));
            more = further;
        }
        json.writeEndArray();
        json.writeBooleanProperty("more", more);
        json.writeEndObject();
    }

    private static void finding(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("code", finding.kind().word());
        json.writeNumberProperty("number", finding.number());
        json.writeStringProperty("message", finding.message());
        json.writeEndObject();
    }

    public static void use(JsonGenerator json, PersonalDataUse use) {
        json.writeStartObject();
        json.writeStringProperty("minute", minute(use).toString());
        json.writeNumberProperty("key_id", use.keyId());
        json.writeStringProperty("route", use.route());
        if (use.cartId() != 0) {
            json.writeNumberProperty("cart_id", use.cartId());
        }
        json.writeStringProperty("filters", use.filters());
        json.writeNumberProperty("calls", use.calls());
        json.writeNumberProperty("carts", use.carts());
        json.writeEndObject();
    }

    public static Instant minute(PersonalDataUse use) {
        return Instant.ofEpochSecond(use.minute() * 60);
    }
}

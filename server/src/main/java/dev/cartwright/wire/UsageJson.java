package dev.cartwright.wire;

import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.RecentCall;
import dev.cartwright.usage.Usage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonGenerator;

/// How a key was used, to JSON.
public final class UsageJson {
    private UsageJson() {}

    public static void write(Usage usage, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("key_id", usage.keyId());
        json.writeNumberProperty("calls", usage.calls());
        json.writeNumberProperty("errors", usage.errors());
        json.writeNumberProperty("calls_last_hour", usage.callsLastHour());
        writeLast(usage, json);
        json.writeStringProperty("since", seconds(usage.since()));
        json.writeArrayPropertyStart("by_day");
        usage.byDay().forEach(day -> write(day, json));
        json.writeEndArray();
        json.writeArrayPropertyStart("by_route");
        usage.byRoute().forEach(route -> write(route, json));
        json.writeEndArray();
        json.writeArrayPropertyStart("by_status");
        usage.byStatus().forEach(status -> write(status, json));
        json.writeEndArray();
        json.writeArrayPropertyStart("recent");
        usage.recent().forEach(call -> write(call, json));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeLast(Usage usage, JsonGenerator json) {
        LastUse last = usage.last();
        if (last == null) {
            json.writeNullProperty("last_used");
            json.writeNullProperty("last_address");
            json.writeNullProperty("last_client");
            return;
        }
        json.writeStringProperty("last_used", seconds(last.at()));
        json.writeStringProperty("last_address", last.address());
        json.writeStringProperty("last_client", last.client());
    }

    private static void write(Usage.OfDay day, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("day", day.day().atZone(ZoneOffset.UTC).toLocalDate().toString());
        json.writeNumberProperty("calls", day.calls());
        json.writeNumberProperty("errors", day.errors());
        json.writeEndObject();
    }

    private static void write(Usage.OfRoute route, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("method", route.method());
        json.writeStringProperty("route", route.route());
        json.writeNumberProperty("calls", route.calls());
        json.writeNumberProperty("errors", route.errors());
        json.writeEndObject();
    }

    private static void write(Usage.OfStatus status, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("status", status.status());
        json.writeNumberProperty("calls", status.calls());
        json.writeEndObject();
    }

    private static void write(RecentCall call, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("at", call.at().truncatedTo(ChronoUnit.MILLIS).toString());
        json.writeStringProperty("method", call.method());
        json.writeStringProperty("route", call.route());
        json.writeNumberProperty("status", call.status());
        json.writeNumberProperty("micros", call.micros());
        json.writeStringProperty("address", call.address());
        json.writeStringProperty("client", call.client());
        json.writeStringProperty("request_id", call.requestId());
        json.writeEndObject();
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

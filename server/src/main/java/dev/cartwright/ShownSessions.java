package dev.cartwright;

import dev.cartwright.cli.Elements;
import dev.cartwright.session.Diagnosis;
import dev.cartwright.session.Problem;
import dev.cartwright.session.ShopFacts;
import dev.cartwright.session.StoredSession;
import dev.cartwright.shop.ShopStore;
import dev.cartwright.wire.JsonWriting;
import dev.cartwright.wire.SessionJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Sessions at the command line, as the API would show them.
///
/// @param baseUrl how the API would be reached, for links
record ShownSessions(ShopStore shop, ShopFacts facts, String baseUrl, InstantSource clock)
        implements Elements {
    @Override
    public JsonWriting listed(StoredSession stored) {
        Instant now = clock.instant();
        List<Problem> problems = Diagnosis.of(stored, now, facts);
        return json -> new SessionJson(shop, baseUrl, now).element(json, stored, problems);
    }

    @Override
    public JsonWriting single(StoredSession stored) {
        Instant now = clock.instant();
        List<Problem> problems = Diagnosis.of(stored, now, facts);
        return json -> new SessionJson(shop, baseUrl, now).single(json, stored, problems, true);
    }
}

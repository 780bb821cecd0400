package dev.cartwright.rest.keys;

import dev.cartwright.access.Principal;
import dev.cartwright.http.Cost;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.usage.Usage;
import dev.cartwright.usage.UsageReport;
import dev.cartwright.wire.ApiErrors;
import dev.cartwright.wire.BadParameter;
import dev.cartwright.wire.SessionErrors;
import dev.cartwright.wire.UsageJson;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/// `GET keys/{id}/usage`: what a key was used for, up to this moment as far as this server knows.
public final class GetKeyUsage implements GuardedHandler {
    private static final String DAYS = "days";

    /// What every client reads exactly.
    private static final Pattern ID = Pattern.compile("[0-9]{1,15}");

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern SMALL = Pattern.compile("\\+?[0-9]{1,9}");

    private final LongPredicate known;
    private final UsageReport report;

    /// @param known whether there is such a key
    public GetKeyUsage(LongPredicate known, UsageReport report) {
        this.known = known;
        this.report = report;
    }

    /// Reads as many rows as the key has had kinds of calls a day.
    @Override
    public long cost(Request request) {
        return Cost.ofRows(request, DAYS, UsageReport.DEFAULT_DAYS, UsageReport.MAX_DAYS);
    }

    @Override
    public Response handle(Request request, Principal caller) {
        String wanted =
                request.query().first(DAYS).orElse(Integer.toString(UsageReport.DEFAULT_DAYS));
        if (!WHOLE.matcher(wanted).matches()) {
            return refuse(BadParameter.type(DAYS, "integer"));
        }
        int days = SMALL.matcher(wanted).matches() ? Integer.parseInt(wanted) : 0;
        if (days < 1 || days > UsageReport.MAX_DAYS) {
            return refuse(BadParameter.outside(DAYS, 1, UsageReport.MAX_DAYS));
        }
        String id = request.path("id");
        if (!ID.matcher(id).matches() || !known.test(Long.parseLong(id))) {
            return Response.error(ApiErrors.KEY_NOT_FOUND);
        }
        Usage usage = report.of(Long.parseLong(id), days);
        return Response.json(json -> UsageJson.write(usage, json));
    }

    private static Response refuse(BadParameter parameter) {
        return Response.error(SessionErrors.invalid(List.of(parameter)));
    }
}

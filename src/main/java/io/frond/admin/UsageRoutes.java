package io.frond.admin;

import io.frond.account.UsageQuery;
import io.frond.account.UsageReport;
import io.frond.model.Clock;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who used how much: {@code GET /admin/v1/usage?from=&to=&by=tenant,model&format=csv}. */
public final class UsageRoutes implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(UsageRoutes.class);
    private static final Duration USUAL = Duration.ofDays(30);
    private static final String CSV = "text/csv; charset=utf-8; header=present";

    private final Function<UsageQuery, Future<UsageReport>> reports;
    private final Clock clock;

    public UsageRoutes(Function<UsageQuery, Future<UsageReport>> reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public void mount(Router router) {
        router.get("/admin/v1/usage").handler(this::usage);
    }

    private void usage(RoutingContext on) {
        var to = moment(on.queryParams().get("to"), clock.now());
        var from = to == null ? null : moment(on.queryParams().get("from"), to.minus(USUAL));
        var by = words(on.queryParams().get("by"));
        var format = on.queryParams().get("format");
        if (from == null || to == null || to.isBefore(from)) {
            invalid(
                    on,
                    "from and to are moments such as 2026-11-22T10:00:00Z or days such as 2026-11-22 (UTC), "
                            + "from not after to.");
        } else if (!by.stream().allMatch(UsageQuery::isKnown)) {
            invalid(on, "by names any of " + UsageQuery.known() + ", with commas between.");
        } else if (format != null && !format.equals("json") && !format.equals("csv")) {
            invalid(on, "format is json or csv.");
        } else {
            reports.apply(new UsageQuery(from, to, by))
                    .onSuccess(report -> tell(on, report, "csv".equals(format)))
                    .onFailure(why -> unavailable(on, why));
        }
    }

    private static void tell(RoutingContext on, UsageReport report, boolean csv) {
        if (csv) {
            on.response().putHeader("content-disposition", "attachment; filename=\"usage.csv\"");
            Answer.text(on, CSV, report.csv());
        } else {
            Answer.json(on, report.json());
        }
    }

    private static void unavailable(RoutingContext on, Throwable why) {
        LOG.warn("no usage report: {}", why.toString());
        Answer.error(on, 503, "usage_unavailable", "The place where usage is kept does not answer. Try again shortly.");
    }

    private static void invalid(RoutingContext on, String right) {
        Answer.error(on, 400, "invalid_request", right);
    }

    private static List<String> words(@Nullable String by) {
        return by == null || by.isBlank()
                ? List.of("tenant")
                : Stream.of(by.split(",", -1)).map(String::strip).distinct().toList();
    }

    /** Null where it is neither a moment nor a day. */
    private static @Nullable Instant moment(@Nullable String text, Instant otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException neither) {
            return null;
        }
    }
}

package io.frond.limit;

import io.frond.limit.Taken.Standing;
import io.frond.model.Limits.Unit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The limits of a request as OpenAI's headers tell them: the tightest of requests, and the tightest of tokens. */
final class Standings {
    private static final String LIMIT = "x-ratelimit-limit-";
    private static final String REMAINING = "x-ratelimit-remaining-";
    private static final String RESET = "x-ratelimit-reset-";

    private @Nullable Tight requests;
    private @Nullable Tight tokens;
    private Map<String, String> headers = Map.of();

    private record Tight(Bucket bucket, Standing standing) {

        boolean looserThan(Standing other) {
            if (standing.fits() != other.fits()) {
                return standing.fits();
            }
            int difference = standing.fits()
                    ? Long.compare(other.remaining(), standing.remaining())
                    : standing.pause().compareTo(other.pause());
            return difference < 0 || (difference == 0 && standing.reset().compareTo(other.reset()) < 0);
        }
    }

    /** Takes in how further limits stand; those from before still count. */
    void add(List<Line> lines, Taken taken) {
        for (int i = 0; i < lines.size(); i++) {
            var bucket = lines.get(i).bucket();
            var standing = taken.standings().get(i);
            if (lines.get(i).kind().unit() == Unit.REQUESTS) {
                requests = tighter(requests, bucket, standing);
            } else if (lines.get(i).kind().unit() == Unit.TOKENS) {
                tokens = tighter(tokens, bucket, standing);
            }
        }
        headers = told();
    }

    private static Tight tighter(@Nullable Tight before, Bucket bucket, Standing standing) {
        return before == null || before.looserThan(standing) ? new Tight(bucket, standing) : before;
    }

    Map<String, String> headers() {
        return headers;
    }

    private Map<String, String> told() {
        if (requests == null && tokens == null) {
            return Map.of();
        }
        var told = new TreeMap<String, String>();
        tell("requests", requests, told);
        tell("tokens", tokens, told);
        return told;
    }

    private static void tell(String what, @Nullable Tight tight, Map<String, String> told) {
        if (tight != null) {
            told.put(LIMIT + what, Long.toString(tight.bucket.limit()));
            told.put(REMAINING + what, Long.toString(tight.standing.remaining()));
            told.put(RESET + what, GoDuration.format(tight.standing.reset()));
        }
    }
}

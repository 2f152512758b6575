package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Reason;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider lets one endpoint have per minute: requests, and tokens of prompts and answers together. Tokens are
 * taken by an estimate before the call and settled by what the provider reports at its end. Thread-safe.
 */
final class Rates {
    private static final int BYTES_PER_TOKEN = 4;
    /** With these, the provider was not reached or did not do anything. */
    private static final Set<Reason> UNSPENT = Set.of(Reason.UPSTREAM_OPEN, Reason.UPSTREAM_CONNECT);

    private final @Nullable Quota requests;
    private final @Nullable Quota tokens;

    private Rates(@Nullable Quota requests, @Nullable Quota tokens) {
        this.requests = requests;
        this.tokens = tokens;
    }

    /** Null where nothing is limited. */
    static @Nullable Rates of(BackendConfig.Cap limits, Clock clock) {
        var rpm = limits.rpm();
        var tpm = limits.tpm();
        return rpm == null && tpm == null
                ? null
                : new Rates(rpm == null ? null : new Quota(clock, rpm), tpm == null ? null : new Quota(clock, tpm));
    }

    /** A token is about four bytes; the answer may be as long as the request lets it. */
    static double estimate(Call call) {
        var longest = call.ask().fields().longest();
        double read = Math.ceil((double) call.ask().body().length() / BYTES_PER_TOKEN);
        return read + (longest == null ? 0 : longest);
    }

    /** Takes what the call needs, all or nothing. Settled, or given back. */
    boolean claim(Call call) {
        if (requests != null && !requests.take(1)) {
            return false;
        }
        if (tokens != null && !tokens.take(estimate(call))) {
            giveBackRequest();
            return false;
        }
        return true;
    }

    private void giveBackRequest() {
        if (requests != null) {
            requests.settle(-1);
        }
    }

    /** The call was not made. */
    void giveBack(Call call) {
        giveBackRequest();
        if (tokens != null) {
            tokens.settle(-estimate(call));
        }
    }

    /** The call is over. Where nothing was reported, the estimate stands. */
    void settle(Call call, Ending ending) {
        var reason = ending.reason();
        if (reason != null && UNSPENT.contains(reason)) {
            giveBack(call);
        } else if (tokens != null && ending.usage().reported()) {
            var usage = ending.usage();
            tokens.settle(usage.prompt() + usage.completion() - estimate(call));
        }
    }

    /** Until there is enough for the call. */
    Duration rest(Call call) {
        var one = requests == null ? Duration.ZERO : requests.rest(1);
        var other = tokens == null ? Duration.ZERO : tokens.rest(estimate(call));
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Goes on from where the one before it stands: a reload brings no fresh minute. */
    void inherit(Rates before) {
        if (requests != null && before.requests != null) {
            requests.inherit(before.requests);
        }
        if (tokens != null && before.tokens != null) {
            tokens.inherit(before.tokens);
        }
    }
}

package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.BackendConfig;
import io.frond.http.RequestScanner;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Ending;
import io.frond.model.Limits;
import io.frond.model.Reason;
import io.frond.model.Usage;
import io.frond.testing.FakeClock;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a provider lets an endpoint have per minute. */
class RatesTest {
    private final FakeClock clock = new FakeClock();

    private Rates rates(@Nullable Integer rpm, @Nullable Integer tpm) {
        var limits = new BackendConfig.Cap(10, false, 0, Duration.ofSeconds(1), rpm, tpm, Limits.NONE);
        return Objects.requireNonNull(Rates.of(limits, clock));
    }

    /** A request of 100 tokens, 50 of them of the answer. */
    private static Call call() {
        var head = "{\"model\":\"m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"";
        var text = Buffer.buffer(head + "x".repeat(200 - head.length() - 4) + "\"}]}");
        var plain = TestCalls.plain();
        var ask = plain.ask();
        var fields = RequestScanner.scan(text);
        return plain.asking(new Ask("r", ask.operation(), text, fields, ask.wishes(), ask.headers(), ask.caller()));
    }

    @Test
    void theEstimateIsAQuarterOfTheBytesAndTheLongestAnswer() {
        assertThat(Rates.estimate(call())).isEqualTo(100);
        assertThat(Rates.estimate(TestCalls.plain())).isBetween(10.0, 30.0);
    }

    @Test
    void aMinutesWorthIsThereAtOnceAndThenComesBackEvenly() {
        var rates = rates(60, null);
        for (int i = 0; i < 60; i++) {
            assertThat(rates.claim(call())).isTrue();
        }
        assertThat(rates.claim(call())).isFalse();
        assertThat(rates.rest(call())).isBetween(Duration.ofMillis(999), Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(rates.rest(call())).isZero();
        assertThat(rates.claim(call())).isTrue();
        assertThat(rates.claim(call())).isFalse();
    }

    @Test
    void whereTokensLackNoRequestIsUsedUp() {
        var rates = rates(2, 100);
        assertThat(rates.claim(call())).isTrue();
        assertThat(rates.claim(call())).isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(rates.claim(call())).isTrue();
        rates.giveBack(call());
        assertThat(rates.claim(call())).as("what was given back is there").isTrue();
    }

    @Test
    void tokensAreSettledByWhatTheProviderReports() {
        var rates = rates(null, 100);
        assertThat(rates.claim(call())).isTrue();
        assertThat(rates.claim(call())).isFalse();
        rates.settle(call(), Ending.succeeded(Usage.of(0, 0), "stop"));
        assertThat(rates.claim(call())).as("the estimate was too high").isTrue();
        rates.settle(call(), Ending.succeeded(Usage.of(100, 100), "stop"));
        clock.advance(Duration.ofMinutes(1));
        assertThat(rates.claim(call())).as("it was too low").isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(rates.claim(call())).isTrue();
    }

    @Test
    void aCallThatDidNotReachTheProviderCostsNothing() {
        var rates = rates(1, 100);
        assertThat(rates.claim(call())).isTrue();
        rates.settle(call(), Ending.failed(Reason.UPSTREAM_CONNECT, Usage.UNKNOWN));
        assertThat(rates.claim(call())).isTrue();
        rates.settle(call(), Ending.left(Usage.UNKNOWN));
        assertThat(rates.claim(call())).as("the estimate stands").isFalse();
    }

    @Test
    void aCallLargerThanTheQuotaWaitsForAllOfIt() {
        var rates = rates(null, 50);
        assertThat(rates.claim(call())).isTrue();
        assertThat(rates.rest(call())).isBetween(Duration.ofSeconds(119), Duration.ofMinutes(2));
    }

    @Test
    void aReloadBringsNoFreshMinute() {
        var before = rates(60, 1_000);
        while (before.claim(call())) {}
        var after = rates(120, 2_000);
        after.inherit(before);
        assertThat(after.claim(call())).isFalse();
    }

    @Test
    void atTwiceTheDemandAQuotaIsUsedFullyAndNotOverrun() {
        var random = new Random(11);
        var rates = rates(600, null);
        while (rates.claim(call())) {}
        int admitted = 0;
        for (long millis = 0; millis < 600_000; ) {
            long pause = random.nextInt(100);
            millis += pause;
            clock.advance(Duration.ofMillis(pause));
            admitted += rates.claim(call()) ? 1 : 0;
        }
        assertThat(admitted).isBetween(5_940, 6_001);
    }
}

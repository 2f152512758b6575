package io.frond.cache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.model.Head;
import io.frond.model.Provenance;
import io.frond.model.Source;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store of answers must do, wherever it keeps them. */
abstract class EveryCacheStore {
    static final Provenance MADE = new Provenance("policy", List.of(), List.of());
    static final Duration TTL = Duration.ofMinutes(10);

    abstract CacheStore store();

    @Test
    void whatWasPutComesBackByteForByte() throws Exception {
        var bytes = new byte[100_000];
        new Random(5).nextBytes(bytes);
        var kept = new Kept(
                new Origin("acme", "gpt", "digest"),
                new Head(200, Map.of("content-type", "text/event-stream", "x-frond-simulated", "true")),
                Buffer.buffer(bytes),
                true,
                "stop",
                new Provenance(
                        "policy",
                        List.of("returns.md", "ü, 2.md"),
                        List.of(new Source("policies", "returns.md", "d1"), new Source("policies", "ü/*", ""))),
                TTL);
        get(store().put("key", kept));

        var held = get(store().get("key")).orElseThrow();

        assertThat(held.kept()).isEqualTo(kept);
        assertThat(held.left()).isPositive().isLessThanOrEqualTo(TTL);
    }

    @Test
    void anEmptyAnswerIsAnAnswer() throws Exception {
        get(store().put("key", kept("")));

        assertThat(get(store().get("key")).orElseThrow().kept().body().length()).isZero();
    }

    @Test
    void whatWasNeverPutIsNotThere() throws Exception {
        assertThat(get(store().get("nothing"))).isEmpty();
    }

    @Test
    void theLastOneCounts() throws Exception {
        get(store().put("key", kept("first")));
        get(store().put("key", kept("second")));

        assertThat(get(store().get("key")).orElseThrow().kept().body()).hasToString("second");
    }

    @Test
    void keysAreApart() throws Exception {
        get(store().put("one", kept("1")));
        get(store().put("two", kept("2")));
        get(store().remove("one"));

        assertThat(get(store().get("one"))).isEmpty();
        assertThat(get(store().get("two"))).isPresent();
    }

    @Test
    void removingWhatIsNotThereDoesNothing() throws Exception {
        get(store().remove("nothing"));

        assertThat(get(store().get("nothing"))).isEmpty();
    }

    @Test
    void whatIsPurgedIsGoneAndNothingElse() throws Exception {
        for (int i = 0; i < 150; i++) {
            get(store().put("k" + i, made(i % 3 == 0 ? "acme" : "beta", "doc" + i % 10 + ".md")));
        }

        assertThat(get(store().purge(new Purge("acme", null, null, "policies", "doc3.md"))))
                .isEqualTo(5);
        assertThat(get(store().get("k3"))).isEmpty();
        assertThat(get(store().get("k13"))).as("of beta").isPresent();
        assertThat(get(store().get("k6"))).as("of another document").isPresent();
        assertThat(get(store().purge(new Purge(null, "policy", "gpt", null, null))))
                .isEqualTo(145);
        assertThat(get(store().purge(new Purge(null, null, null, null, null)))).isZero();
    }

    @Test
    void aPurgeOfWhatNobodyHasLeavesAll() throws Exception {
        get(store().put("k", made("acme", "a.md")));

        assertThat(get(store().purge(new Purge("nobody", null, null, null, null))))
                .isZero();
        assertThat(get(store().purge(new Purge(null, "other", null, null, null))))
                .isZero();
        assertThat(get(store().purge(new Purge(null, null, "other", null, null))))
                .isZero();
        assertThat(get(store().purge(new Purge(null, null, null, "other", null))))
                .isZero();
        assertThat(get(store().get("k"))).isPresent();
    }

    private static Kept made(String tenant, String document) {
        return new Kept(
                new Origin(tenant, "gpt", ""),
                new Head(200, Map.of("content-type", "application/json")),
                Buffer.buffer("{}"),
                false,
                "stop",
                new Provenance("policy", List.of(document), List.of(new Source("policies", document, "v1"))),
                TTL);
    }

    @Test
    void anAnswerThatIsTooLargeIsLeftOut() throws Exception {
        get(store().put("large", kept("x".repeat(2 << 20))));

        assertThat(get(store().get("large"))).isEmpty();
    }

    static Kept kept(String body) {
        return new Kept(
                new Origin("acme", "gpt", ""),
                new Head(200, Map.of("content-type", "application/json")),
                Buffer.buffer(body),
                false,
                "stop",
                MADE,
                TTL);
    }

    @CanIgnoreReturnValue
    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}

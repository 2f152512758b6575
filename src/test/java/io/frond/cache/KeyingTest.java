package io.frond.cache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.RouteConfig;
import io.frond.model.Ask;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.frond.model.Wishes;
import io.frond.model.Workers;
import io.frond.testing.SampleAsk;
import io.frond.testing.SampleConfig;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyingTest {
    private static final Tenant ACME = new Tenant("acme", "web", List.of(), List.of(), true);
    private static final Tenant GLOBEX = new Tenant("globex", "web", List.of(), List.of(), true);

    private final AtomicInteger offLoop = new AtomicInteger();
    private final Workers workers = new Workers() {
        @Override
        public <T> Future<T> run(Callable<T> work) {
            offLoop.incrementAndGet();
            return Future.<Void>succeededFuture().map(go -> {
                try {
                    return work.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    };
    private final Keying keying = new Keying(new SampleConfig().build(), workers);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"b\":[1,2]}|{ \"b\" : [ 1 ,\t2 ],\"a\":1 }",
                "{\"a\":{\"x\":1,\"y\":{\"p\":0,\"q\":1}}}|{\"a\":{\"y\":{\"q\":1,\"p\":0},\"x\":1}}",
                "{\"a\":\"é\\n/\"}|{\"a\":\"\\u00e9\\u000a\\/\"}",
                "{\"a\":\"😀\"}|{\"a\":\"\\ud83d\\ude00\"}",
            })
    void spellingDoesNotCount(String one, String other) throws Exception {
        assertThat(key(one)).isPresent().isEqualTo(key(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}|{\"a\":2}",
                "{\"a\":1}|{\"a\":\"1\"}",
                "{\"a\":1}|{\"a\":1.0}",
                "{\"a\":9007199254740993}|{\"a\":9007199254740992}",
                "{\"a\":null}|{}",
                "{\"a\":null}|{\"a\":false}",
                "{\"a\":true}|{\"a\":false}",
                "{\"a\":[1,2]}|{\"a\":[2,1]}",
                "{\"a\":[1,[2]]}|{\"a\":[[1],2]}",
                "{\"a\":[\"bc\",\"d\"]}|{\"a\":[\"b\",\"cd\"]}",
                "{\"a\":[]}|{\"a\":{}}",
                "{\"a\":\"\"}|{\"a\":[]}",
                "{\"a\":{\"b\":1},\"c\":2}|{\"a\":{\"b\":1,\"c\":2}}",
                "{\"a\":\"x\"}|{\"a\":\"x \"}",
                "{\"a\":\"A\"}|{\"a\":\"a\"}",
                "{\"a\":\"\\ud800\"}|{\"a\":\"\\ud801\"}",
                "{\"a\":\"?\"}|{\"a\":\"\\ud801\"}",
                "{\"stream\":true}|{\"stream\":false}",
                "{\"user\":\"u1\"}|{\"user\":\"u2\"}",
            })
    void everyParameterCounts(String one, String other) throws Exception {
        assertThat(key(one)).isPresent();
        assertThat(key(other)).isPresent().isNotEqualTo(key(one));
    }

    @Test
    void whatTheTenantMayUseCountsForAHitIsNotClassified() throws Exception {
        var names = List.of("a", "b");
        var tenants = List.of(
                new Tenant("acme", "web", names, names, true),
                new Tenant("acme", "web", List.of("a"), names, true),
                new Tenant("acme", "web", names, List.of("a"), true),
                new Tenant("acme", "web", List.of("a", "b", "a"), List.of("b"), true),
                new Tenant("acme", "web", names, names, false));
        var keys = new HashSet<String>();
        for (Tenant tenant : tenants) {
            keys.add(key(keying, tenant, new SampleAsk().build()).orElseThrow());
        }

        assertThat(keys).hasSize(tenants.size());
        assertThat(key(keying, new Tenant("acme", "another key", names, names, true), new SampleAsk().build()))
                .as("keys of one tenant share their answers")
                .contains(key(keying, tenants.get(0), new SampleAsk().build()).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "{\"m\":[{\"r\":1,\"r\":1}]}",
                "{'a':1}",
                "{\"n\":2}",
                "{\"n\":1.0}"
            })
    void aBodyInDoubtOrWithSeveralAnswersHasNoKey(String body) throws Exception {
        assertThat(key(body)).isEmpty();
    }

    @Test
    void oneAnswerAskedForByNumberIsOneAnswer() throws Exception {
        assertThat(key("{\"n\":1}")).isPresent();
        assertThat(key("{\"metadata\":{\"n\":\"5\"}}")).isPresent();
    }

    @Test
    void tenantVersionAndWishedRouteCount() throws Exception {
        var ask = new SampleAsk();
        var seen = new HashSet<>(List.of(
                key(keying, ACME, ask.build()),
                key(keying, GLOBEX, ask.build()),
                key(new Keying(new SampleConfig().version("v2").build(), workers), ACME, ask.build()),
                key(keying, ACME, ask.wishes(route("")).build()),
                key(keying, ACME, ask.wishes(route("policy")).build())));

        assertThat(seen).hasSize(5);
    }

    @Test
    void headersCountWhereARouteLooksAtThemAndOnlyThere() throws Exception {
        var when = new RouteConfig.When(null, null, Map.of("X-Team", "legal-*"), null);
        var routed = new Keying(
                new SampleConfig().backend("main").route("legal", "main", when).build(), workers);
        var legal = new SampleAsk()
                .headers(Map.of("x-team", "legal-1", "x-other", "1"))
                .build();
        var same = new SampleAsk()
                .headers(Map.of("x-team", "legal-1", "x-other", "2"))
                .build();
        var sales = new SampleAsk().headers(Map.of("x-team", "sales")).build();
        var none = new SampleAsk().build();

        assertThat(key(routed, ACME, legal)).isEqualTo(key(routed, ACME, same));
        assertThat(new HashSet<>(List.of(key(routed, ACME, legal), key(routed, ACME, sales), key(routed, ACME, none))))
                .hasSize(3);
    }

    @Test
    void largeBodiesAreReadOffTheLoop() throws Exception {
        assertThat(key("{\"a\":\"" + "x".repeat(100 << 10) + "\"}")).isPresent();
        assertThat(offLoop).hasValue(0);

        assertThat(key("{\"a\":\"" + "x".repeat(300 << 10) + "\"}")).isPresent();
        assertThat(offLoop).hasValue(1);
    }

    @Test
    void whenTheWorkersAreBusyALargeBodyIsSimplyNotCached() throws Exception {
        Workers busy = new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return Future.failedFuture(Refused.of(Reason.SHED, "full"));
            }
        };
        var ask = new SampleAsk()
                .body("{\"a\":\"" + "x".repeat(300 << 10) + "\"}")
                .build();

        assertThat(get(new Keying(new SampleConfig().build(), busy).key(ACME, ask)))
                .isEmpty();
    }

    @Test
    void anyPermutationHasTheSameKeyAndAnyChangeAnother() throws Exception {
        var random = new Random(42);
        for (int i = 0; i < 400; i++) {
            var members = members(random, 3);
            var written = key(written(members, new Random(i)));
            assertThat(written).isPresent().isEqualTo(key(written(members, new Random(i + 1000))));

            var changed = new ArrayList<>(members);
            int at = random.nextInt(changed.size());
            changed.set(at, new Member(changed.get(at).name(), "\"changed " + i + "\""));
            assertThat(key(written(changed, new Random(i)))).isPresent().isNotEqualTo(written);
        }
    }

    /** A member whose value is given as JSON, or, for an object, as members. */
    private record Member(String name, Object value) {}

    private static List<Member> members(Random random, int depth) {
        var members = new ArrayList<Member>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            members.add(new Member("k" + i, value(random, depth)));
        }
        return members;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> "\"s" + random.nextInt(50) + "\"";
            case 2 -> "true";
            case 3 -> "[1,\"" + random.nextInt(9) + "\",null]";
            default -> members(random, depth - 1);
        };
    }

    @SuppressWarnings("unchecked")
    private static String written(List<Member> members, Random random) {
        var shuffled = new ArrayList<>(members);
        Collections.shuffle(shuffled, random);
        var out = new StringBuilder("{");
        for (var member : shuffled) {
            out.append(out.length() > 1 ? "," : "").append(" ".repeat(random.nextInt(3)));
            out.append('"').append(member.name()).append("\" :").append("\n".repeat(random.nextInt(2)));
            out.append(
                    member.value() instanceof List<?> inner
                            ? written((List<Member>) inner, random)
                            : (String) member.value());
        }
        return out.append('}').toString();
    }

    private static Wishes route(String name) {
        return new Wishes(name, false, false, false, null);
    }

    private Optional<String> key(String body) throws Exception {
        return key(keying, ACME, new SampleAsk().body(body).build());
    }

    private static Optional<String> key(Keying keying, Tenant tenant, Ask ask) throws Exception {
        return get(keying.key(tenant, ask));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}

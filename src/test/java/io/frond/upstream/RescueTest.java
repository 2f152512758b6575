package io.frond.upstream;

import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.delta;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.event;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.hangUp;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.Ability;
import io.frond.config.Ability.Continues;
import io.frond.config.BackendConfig;
import io.frond.http.RequestScanner;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Operation;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.model.Reply;
import io.frond.model.Route;
import io.frond.model.Usage;
import io.frond.model.Wishes;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.frond.testing.Replies;
import io.frond.upstream.Bench.Got;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that breaks, and a second backend that tells the rest of it. */
@ExtendWith(VertxExtension.class)
class RescueTest {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
    private static final String REPEATABLE = "{\"model\":\"m\",\"stream\":true,\"temperature\":0," + MESSAGES + "}";
    private static final String CREATIVE = "{\"model\":\"m\",\"stream\":true,\"temperature\":1," + MESSAGES + "}";
    private static final Ability CONTINUES = new Ability(null, true, true, true, true, Continues.MESSAGE);
    private static final List<String> WORDS =
            List.of("Hel", "lo ", "w\u00f6r", "\ud83d\ude00 ", " ", "ld\\n", "\\\"end\\\"");
    private static final String WHOLE = "Hello w\u00f6r\ud83d\ude00  ld\n\"end\"";

    private Bench bench;
    private FakeProvider main;
    private FakeProvider spare;

    @BeforeEach
    void start(Vertx vertx) {
        bench = new Bench(vertx);
        bench.consecutive(1_000);
        main = FakeProvider.start(vertx);
        spare = FakeProvider.start(vertx);
    }

    @AfterEach
    void stop() {
        main.close();
        spare.close();
    }

    private Upstream chain(Ability ofSpare) {
        return chain(ofSpare, Set.of("r"));
    }

    private Upstream chain(Ability ofSpare, Set<String> routes) {
        var first = bench.named("main", Ability.ANY).backend(main.url());
        var second = bench.named("spare", ofSpare).backend(spare.url());
        return new Rescuing(new Chain(first, List.of(second), Map.of()), routes);
    }

    private static Call call(String body) {
        return call(body, new Caller());
    }

    private static Call call(String body, Caller caller) {
        var bytes = Buffer.buffer(body);
        var fields = RequestScanner.scan(bytes, Operation.Kind.CHAT, "");
        var ask = new Ask("req-1", Operation.CHAT, bytes, fields, Wishes.NONE, name -> null, caller);
        return Call.straight(ask, new Route.Direct("r", "main", List.of()));
    }

    private static String role() {
        return event("{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}");
    }

    /** The events of one whole answer, as another server would cut it. */
    private static List<String> events(List<String> words) {
        var events = new ArrayList<String>();
        events.add(role());
        words.forEach(word -> events.add(delta(word)));
        events.add(finish());
        events.add(event(Replies.USAGE_CHUNK));
        events.add(done());
        return events;
    }

    private static String otherwise(String events) {
        return events.replace("\"id\":\"c1\"", "\"id\":\"c2\"");
    }

    private static Script whole(String events) {
        return streamHead().then(bytes(events)).then(lastChunk());
    }

    private static Script torn(Buffer events) {
        return streamHead()
                .then(exchange -> {
                    if (events.length() > 0) {
                        exchange.chunk(events);
                    }
                })
                .then(hangUp());
    }

    private static Script torn(String events) {
        return torn(Buffer.buffer(events));
    }

    private static List<JsonObject> chunks(Got got) {
        return got.text()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> new JsonObject(line.substring(6)))
                .toList();
    }

    private static String told(Got got) {
        return chunks(got).stream()
                .flatMap(chunk -> chunk.getJsonArray("choices").stream())
                .map(choice -> ((JsonObject) choice).getJsonObject("delta").getString("content", ""))
                .collect(Collectors.joining());
    }

    private static void isOneWholeAnswer(Got got) {
        assertThat(got.refused()).isNull();
        assertThat(told(got)).isEqualTo(WHOLE);
        assertThat(got.end().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(got.end().finish()).isEqualTo("stop");
        assertThat(got.text()).endsWith(done()).containsOnlyOnce("[DONE]");
        assertThat(got.text()).containsOnlyOnce("\"finish_reason\":\"stop\"");
        assertThat(chunks(got).stream().map(chunk -> chunk.getString("id")).distinct())
                .hasSize(1);
    }

    private static void endsAsItBroke(Got got, String text) {
        assertThat(got.no().reason()).isEqualTo(Reason.UPSTREAM_PROTOCOL);
        assertThat(told(got)).isEqualTo(text);
        assertThat(got.text()).doesNotContain("[DONE]").doesNotContain("\"finish_reason\":\"stop\"");
        assertThat(got.end().outcome()).isEqualTo(Outcome.FAILED);
    }

    /** Goes on from the last message where that is the assistant's. */
    private static Script continuing() {
        return exchange -> {
            var messages = new JsonObject(exchange.request().body()).getJsonArray("messages");
            var last = messages.getJsonObject(messages.size() - 1);
            var prefix = last.getString("role").equals("assistant") ? last.getString("content") : "";
            var rest = WHOLE.startsWith(prefix) ? WHOLE.substring(prefix.length()) : "not of this text: " + prefix;
            var events = new StringBuilder(role());
            rest.codePoints().mapToObj(Character::toString).forEach(letter -> {
                var word = new JsonArray().add(letter).encode();
                events.append(delta(word.substring(2, word.length() - 2)));
            });
            whole(otherwise(events + finish() + done())).play(exchange);
        };
    }

    @Test
    void F34_aReplayTakesUpAfterAnyEvent() {
        var first = events(WORDS);
        var second = otherwise(
                String.join("", events(List.of("H", "ello w", "\u00f6r\ud83d\ude00  l", "d\\n\\\"end", "\\\""))));
        var chain = chain(Ability.ANY);
        for (int cut = 1; cut <= WORDS.size() + 1; cut++) {
            main.instead(torn(String.join("", first.subList(0, cut))));
            spare.instead(whole(second));
            isOneWholeAnswer(bench.ask(chain, call(REPEATABLE)));
        }
        assertThat(spare.requests()).as("one for each event before the finish").hasSize(WORDS.size() + 1);
        assertThat(bench.meters
                        .get("frond.rescues")
                        .tags("backend", "main", "by", "replay", "result", "whole")
                        .counter()
                        .count())
                .isEqualTo(WORDS.size() + 1);
    }

    @Test
    void F34_aReplayTakesUpInTheMiddleOfAnEventsBytes() {
        var all = (role() + deltas(WORDS.toArray(String[]::new))).getBytes(StandardCharsets.UTF_8);
        var second = otherwise(String.join("", events(List.of("Hello", " w\u00f6r\ud83d\ude00  ld\\n\\\"end\\\""))));
        var chain = chain(Ability.ANY);
        for (int cut = 0; cut <= all.length; cut += 7) {
            main.instead(torn(Buffer.buffer().appendBytes(all, 0, cut)));
            spare.instead(whole(second));
            isOneWholeAnswer(bench.ask(chain, call(REPEATABLE)));
        }
    }

    @Test
    void F34_aContinuationTakesUpAfterAnyEvent() {
        var first = events(WORDS);
        var chain = chain(CONTINUES);
        for (int cut = 1; cut <= WORDS.size() + 1; cut++) {
            main.instead(torn(String.join("", first.subList(0, cut))));
            spare.instead(continuing());
            isOneWholeAnswer(bench.ask(chain, call(CREATIVE)));
        }
        assertThat(spare.requests()).hasSize(WORDS.size() + 1);
        assertThat(spare.requests().get(3).body().toString())
                .contains(
                        "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Hello w\u00f6r\"}]");
    }

    @Test
    void F34_theEventInWhichTheNewBeginsIsCutThere() {
        main.instead(torn(role() + deltas("Hel")));
        spare.instead(whole(otherwise(role() + deltas("Hello") + finish() + done())));
        assertThat(bench.ask(chain(Ability.ANY), call(REPEATABLE)).text())
                .isEqualTo(role() + deltas("Hel") + deltas("lo") + finish() + done());
    }

    @Test
    void F34_anEndpointOfTheSameBackendComesFirst() {
        var backend = bench.named("main", Ability.ANY).backend(main.url(), spare.url());
        var tries = new AtomicInteger();
        Script inTurn = exchange -> {
            var events = String.join("", events(WORDS));
            (tries.getAndIncrement() == 0 ? torn(role() + deltas("Hel")) : whole(events)).play(exchange);
        };
        main.instead(inTurn);
        spare.instead(inTurn);
        isOneWholeAnswer(
                bench.ask(new Rescuing(new Chain(backend, List.of(), Map.of()), Set.of("r")), call(REPEATABLE)));
        assertThat(main.requests()).hasSize(1);
        assertThat(spare.requests()).hasSize(1);
    }

    @Test
    void F34_aSilentStreamIsTakenUp() {
        bench.timeouts(5_000, 5_000, 200, 9_000);
        main.instead(streamHead().then(bytes(role() + deltas("Hello "))));
        spare.instead(continuing());
        isOneWholeAnswer(bench.ask(chain(CONTINUES), call(CREATIVE)));
    }

    @Test
    void F34_aStreamThatReportsAnErrorIsTakenUp() {
        main.instead(whole(role() + deltas("Hello ") + event("{\"error\":{\"message\":\"out of memory\"}}")));
        spare.instead(continuing());
        isOneWholeAnswer(bench.ask(chain(CONTINUES), call(CREATIVE)));
    }

    @Test
    void F34_anotherAnswerIsNotTakenForTheRest() {
        main.instead(torn(deltas("Hel")));
        spare.instead(stream(true, "He", "aven"));
        endsAsItBroke(bench.ask(chain(Ability.ANY), call(REPEATABLE)), "Hel");
        assertThat(spare.requests()).hasSize(1);
        spare.instead(stream(true, "H"));
        endsAsItBroke(bench.ask(chain(Ability.ANY), call(REPEATABLE)), "Hel");
    }

    @Test
    void F34_whereTheReplayDiffersTheModelIsAskedToGoOn() {
        main.instead(torn(deltas("Hello")));
        spare.instead(stream(true, "He", "aven"), continuing());
        isOneWholeAnswer(bench.ask(chain(CONTINUES), call(REPEATABLE)));
        assertThat(spare.requests()).hasSize(2);
    }

    @Test
    void F34_whoRefusesToGoOnTellsAllOfItAgain() {
        main.instead(torn(deltas("Hello")));
        spare.instead(json(400, "{\"error\":{\"message\":\"no prefill\"}}"), whole(String.join("", events(WORDS))));
        var got = bench.ask(chain(CONTINUES), call(CREATIVE));
        isOneWholeAnswer(got);
        assertThat(got.text()).doesNotContain("prefill");
        assertThat(spare.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}",
                "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"No\"}}]}",
                "{\"id\":\"c1\",\"choices\":[{\"index\":1,\"delta\":{\"content\":\"x\"}}]}",
                "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"logprobs\":{\"content\":[]}}]}"
            })
    void F34_anAnswerThatIsMoreThanTextIsNotRescued(String chunk) {
        main.instead(torn(event(chunk)));
        spare.instead(stream(true, "Hi"));
        var got = bench.ask(chain(CONTINUES), call(REPEATABLE));
        assertThat(got.no().reason()).isEqualTo(Reason.UPSTREAM_PROTOCOL);
        assertThat(spare.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"n\":2", "\"logprobs\":true", "\"temperature\":1", "\"max_tokens\":1"})
    void F34_aRequestWhoseRestNobodyCanTellIsNotRescued(String member) {
        main.instead(torn(deltas("Hel", "lo")));
        spare.instead(stream(true, "Hello"));
        var ability = member.contains("max") ? CONTINUES : Ability.ANY;
        var got = bench.ask(chain(ability), call("{\"model\":\"m\",\"stream\":true," + member + "," + MESSAGES + "}"));
        endsAsItBroke(got, "Hello");
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void F34_aRouteThatDoesNotAskForItIsNotRescued() {
        main.instead(torn(deltas("Hel")));
        spare.instead(continuing());
        endsAsItBroke(bench.ask(chain(CONTINUES, Set.of()), call(REPEATABLE)), "Hel");
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void F34_thereIsOneRescueForOneRequest() {
        main.instead(torn(deltas("Hel")));
        spare.instead(torn(deltas("Hello")));
        endsAsItBroke(bench.ask(chain(Ability.ANY), call(REPEATABLE)), "Hello");
        assertThat(spare.requests()).hasSize(1);
    }

    @Test
    void F34_theUsageIsThatOfTheTryThatEnded() {
        main.instead(torn(deltas("Hel")));
        spare.instead(stream(true, "Hel", "lo"));
        var body = REPEATABLE.replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        var got = bench.ask(chain(Ability.ANY), call(body));
        assertThat(got.text()).containsOnlyOnce("\"usage\"");
        assertThat(got.end().usage()).isEqualTo(Usage.of(3, 2));
        assertThat(got.end().mended()).isTrue();
    }

    @Test
    void F34_withoutARetryLeftInTheBudgetTheStreamEndsBroken() {
        var alone = bench.clock(new FakeClock())
                .named("main", Ability.ANY)
                .retry(new BackendConfig.Retry(2, 0))
                .backend(main.url());
        var rescuing = new Rescuing(new Chain(alone, List.of(), Map.of()), Set.of("r"));
        var turns = new AtomicInteger();
        main.instead(exchange -> (turns.getAndIncrement() % 2 == 0
                        ? torn(role() + delta(WORDS.get(0)))
                        : whole(otherwise(String.join("", events(WORDS)))))
                .play(exchange));
        for (int i = 0; i < 10; i++) {
            isOneWholeAnswer(bench.ask(rescuing, call(REPEATABLE)));
        }
        endsAsItBroke(bench.ask(rescuing, call(REPEATABLE)), WORDS.get(0));
        assertThat(main.requests()).hasSize(21);
    }

    @Test
    void F34_aRescueThatCannotAnswerWithinTheRequestsTimeIsNotBegun() {
        bench.timeouts(5_000, 5_000, 5_000, 400);
        main.instead(streamHead().then(bytes(role() + delta("Hel"))));
        var got = bench.ask(chain(Ability.ANY), call(REPEATABLE));
        assertThat(got.no().reason()).isEqualTo(Reason.UPSTREAM_TIMEOUT);
        assertThat(told(got)).isEqualTo("Hel");
        assertThat(got.text()).doesNotContain("[DONE]");
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void F34_aCallerWhoLeavesBeforeTheSecondAnswersEndsBoth() {
        var caller = new Caller();
        main.instead(torn(deltas("Hello")));
        spare.instead(silence());
        var waiting = bench.start(chain(Ability.ANY), call(REPEATABLE, caller));
        var second = spare.exchange();
        endsWithin250Millis(caller, second);
        assertThat(Bench.await(waiting).no().reason()).isEqualTo(Reason.CALLER_CANCELLED);
    }

    @Test
    void F34_aCallerWhoLeavesWhileTheSecondRepeatsEndsBoth() {
        var caller = new Caller();
        var repeating = Promise.<Void>promise();
        main.instead(torn(deltas("Hello")));
        spare.instead(streamHead().then(bytes(deltas("Hel") + ": here\n\n")));
        var reply = (Reply.Streamed) Bench.await(bench.open(chain(Ability.ANY), call(REPEATABLE, caller)));
        reply.bytes()
                .handler(bytes -> {
                    if (bytes.toString().contains(": here")) {
                        repeating.tryComplete();
                    }
                })
                .resume();
        Bench.await(repeating.future());
        endsWithin250Millis(caller, spare.exchange());
        assertThat(Bench.await(reply.ended()).reason()).isEqualTo(Reason.CALLER_CANCELLED);
    }

    private void endsWithin250Millis(Caller caller, FakeProvider.Exchange second) {
        long left = System.nanoTime();
        caller.leave();
        Bench.await(second.closed());
        Bench.await(main.exchange().closed());
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void F34_theSecondStreamIsReadNoFasterThanTheClientReads() {
        var piece = Buffer.buffer(delta("x".repeat(16 * 1024)).repeat(4));
        main.instead(torn(deltas("Hel")));
        spare.instead(streamHead().then(bytes(deltas("Hel"))).then(exchange -> {
            for (int i = 0; i < 500; i++) {
                exchange.chunk(piece);
            }
        }));
        var context = bench.vertx.getOrCreateContext();
        var opened = Promise.<ReadStream<Buffer>>promise();
        var chain = chain(Ability.ANY);
        context.runOnContext(nothing -> chain.call(call(REPEATABLE))
                .map(reply ->
                        ((Reply.Streamed) reply).bytes().handler(bytes -> {}).fetch(3))
                .onComplete(opened));
        var slow = Bench.await(opened.future());
        var second = spare.exchange();
        var looks = new AtomicInteger();
        Eventually.within(Duration.ofSeconds(8), () -> assertThat(second.full() ? looks.incrementAndGet() : 0)
                .as("looks at which 32 MiB wait at the provider")
                .isGreaterThan(20));
        context.runOnContext(nothing -> slow.resume());
        Eventually.within(Duration.ofSeconds(8), () -> assertThat(second.full()).isFalse());
    }

    @Test
    void F34_aResetIsTakenUpToo() {
        main.instead(streamHead().then(bytes(role() + deltas("Hello "))).then(Duration.ofMillis(30), cut()));
        spare.instead(continuing());
        isOneWholeAnswer(bench.ask(chain(CONTINUES), call(CREATIVE)));
    }
}

package io.frond.faults;

import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.event;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.faults.Lineup.Arrangement;
import io.frond.faults.Lineup.Told;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider.Script;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sixteen faults of the public FailoverBench catalogue, in its order. Each test looks at both sides: what the client
 * heard, and what the providers were asked.
 */
class FaultsTest {
    private static final Pace PACE = Pace.chosen();
    /** What a busy machine may add to a bound, in real time. */
    private static final Duration GRACE = Duration.ofMillis(150);

    @RegisterExtension
    static final Scorecard CARD = new Scorecard();

    private Lineup lineup;

    @AfterEach
    void stop() {
        if (lineup != null) {
            lineup.close();
        }
    }

    private void arrange() {
        lineup = new Lineup(PACE, Arrangement.FALLBACK);
    }

    /** Asks once and notes what was seen. */
    private Told ask(Catalogue fault) {
        return ask(fault, "");
    }

    /** @param how what is not as the catalogue means it */
    private Told ask(Catalogue fault, String how) {
        var told = lineup.ask();
        var words = how
                + "%s after %.1f, tries %d + %d"
                        .formatted(
                                told.ending(),
                                PACE.catalogued(told.heard().took()),
                                lineup.primary.tries().size(),
                                lineup.fallback.tries().size());
        var gaps = lineup.primary.gaps().stream()
                .map(gap -> "%.1f".formatted(PACE.catalogued(gap)))
                .collect(Collectors.joining(", "));
        CARD.saw(fault, words + (gaps.isEmpty() ? "" : ", apart by " + gaps));
        return told;
    }

    private static Duration atMost(double catalogued) {
        return PACE.seconds(catalogued).plus(GRACE);
    }

    private void answeredBy(Told told, ModelService service) {
        assertThat(told.ending()).isEqualTo("complete");
        assertThat(told.heard().models()).containsExactly(service.model());
        assertThat(told.heard().usage().getInteger("prompt_tokens")).isEqualTo(service.promptTokens());
    }

    /** Tries of the primary model and of the fallback. */
    private void tries(int primary, int fallback) {
        assertThat(lineup.primary.tries()).as("tries of the primary").hasSize(primary);
        assertThat(lineup.fallback.tries()).as("tries of the fallback").hasSize(fallback);
    }

    private static Script failing(int status, String code, String... headers) {
        return json(
                status,
                "{\"error\":{\"message\":\"the provider's words\",\"type\":\"a_type\",\"param\":null,\"code\":\"" + code
                        + "\"}}",
                headers);
    }

    private static Script tooMany(String... headers) {
        return failing(429, "rate_limit_exceeded", headers);
    }

    @Test
    void S01_aShortWishToWaitIsKeptAndTheSameModelAnswers() {
        arrange();
        lineup.primary.does(tooMany("retry-after: " + PACE.seconds(2).toMillis() / 1000.0), lineup.primary.answers());
        var told = ask(Catalogue.S01);
        answeredBy(told, lineup.primary);
        tries(2, 0);
        assertThat(lineup.primary.gaps().getFirst()).isBetween(PACE.seconds(2), atMost(3));
    }

    @Test
    void S02_aModelThatIsOverrunIsLeftForTheFallback() {
        arrange();
        lineup.primary.does(tooMany());
        answeredBy(ask(Catalogue.S02), lineup.fallback);
        assertThat(lineup.primary.tries()).hasSizeLessThanOrEqualTo(4);
        assertThat(lineup.tries()).isLessThanOrEqualTo(6);
    }

    @Test
    void S02_whereThereIsNoFallbackTheWaitsDifferByChanceAndTheErrorIsClear() {
        lineup = new Lineup(PACE, Arrangement.ALONE);
        lineup.primary.does(tooMany());
        var pauses = Stream.generate(this::pauseOfOneRequest).limit(6).toList();
        CARD.saw(
                Catalogue.S02,
                "alone: first pauses of "
                        + pauses.stream().map(Duration::toMillis).toList() + " ms");
        assertThat(pauses.stream().map(pause -> pause.toMillis() / 3).distinct().count())
                .isGreaterThan(2);
    }

    private Duration pauseOfOneRequest() {
        int before = lineup.primary.tries().size();
        var told = lineup.ask();
        assertThat(told.ending()).isEqualTo("error");
        assertThat(told.heard().status()).isEqualTo(429);
        assertThat(lineup.primary.tries().size() - before).isBetween(2, 4);
        return lineup.primary.gaps().get(before);
    }

    @Test
    void S03_oneFailureIsMadeGoodByTheSameModel() {
        arrange();
        lineup.primary.does(failing(500, "internal"), lineup.primary.answers());
        answeredBy(ask(Catalogue.S03), lineup.primary);
        tries(2, 0);
    }

    @Test
    void S04_aModelThatIsUnavailableIsLeftForTheFallbackWithinTheBudget() {
        arrange();
        lineup.primary.does(failing(503, "unavailable"));
        answeredBy(ask(Catalogue.S04), lineup.fallback);
        assertThat(lineup.tries()).isLessThanOrEqualTo(6);
    }

    @Test
    void S05_aConnectionThatIsResetBeforeTheHeadIsTriedAgain() {
        arrange();
        lineup.primary.does(cut(), lineup.primary.answers());
        var told = ask(Catalogue.S05);
        assertThat(told.ending()).isEqualTo("complete");
        assertThat(lineup.tries()).isEqualTo(2);
    }

    @Test
    void S06_theSilentModelIsTriedOnceAndTheFallbackAnswers() {
        arrange();
        lineup.primary.does(silence());
        var told = ask(Catalogue.S06);
        answeredBy(told, lineup.fallback);
        tries(1, 1);
        assertThat(told.heard().took()).isBetween(PACE.seconds(10), atMost(15));
        Eventually.within(Duration.ofSeconds(2), () -> assertThat(lineup.connections())
                .as("the silent connection is given up")
                .isEqualTo(1));
    }

    @Test
    void S07_aFirstTokenThatIsLateIsNotWaitedFor() {
        arrange();
        lineup.primary.does(exchange -> {
            var telling = lineup.primary.telling(exchange);
            telling.begun();
            telling.later(PACE.seconds(20), () -> telling.tokens(0, Answer.TOKENS, telling::finish));
        });
        var told = ask(Catalogue.S07);
        answeredBy(told, lineup.fallback);
        tries(1, 1);
        assertThat(told.heard().took()).isLessThan(PACE.seconds(15));
    }

    private Script cutAfter(int tokens) {
        return lineup.primary.tells(tokens, (exchange, telling) -> exchange.cut());
    }

    private Script stallAfter(int tokens) {
        return lineup.primary.tells(
                tokens,
                (exchange, telling) ->
                        telling.later(PACE.seconds(30), () -> telling.tokens(tokens, Answer.TOKENS, telling::finish)));
    }

    @Test
    void S08_aCutStreamEndsInAClearErrorWhereNobodyRescuesIt() {
        lineup = new Lineup(PACE, Arrangement.ALONE);
        lineup.primary.does(cutAfter(40));
        var told = ask(Catalogue.S08, "without a rescue: ");
        assertThat(told.ending()).isEqualTo("error");
        assertThat(told.heard().code()).isEqualTo("stream_interrupted");
        tries(1, 0);
    }

    @Test
    void S08_aCutStreamIsMadeWhole() {
        arrange();
        lineup.primary.does(cutAfter(40));
        assertThat(ask(Catalogue.S08).ending()).isEqualTo("complete");
        assertThat(lineup.tries()).isLessThanOrEqualTo(3);
    }

    @Test
    void S09_aStallEndsInAClearErrorWhereNobodyRescuesItAndTheNextIsAnswered() {
        lineup = new Lineup(PACE, Arrangement.ALONE);
        lineup.primary.does(stallAfter(20), lineup.primary.answers());
        var told = ask(Catalogue.S09, "without a rescue: ");
        assertThat(told.ending()).isEqualTo("error");
        assertThat(told.heard().code()).isEqualTo("stream_interrupted");
        assertThat(told.heard().took()).isLessThan(atMost(45));
        answeredBy(lineup.ask(), lineup.primary);
        tries(2, 0);
    }

    @Test
    void S09_aStallIsNoticedInTimeAndMadeWhole() {
        arrange();
        lineup.primary.does(stallAfter(20), lineup.primary.answers());
        var told = ask(Catalogue.S09);
        assertThat(told.ending()).isEqualTo("complete");
        assertThat(told.heard().took()).isLessThan(atMost(45));
        assertThat(lineup.tries()).isLessThanOrEqualTo(3);
        assertThat(lineup.ask().ending()).as("healthy afterwards").isEqualTo("complete");
    }

    static Stream<Buffer> malformed() {
        return Stream.of(
                Buffer.buffer(event("{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"ind")),
                Buffer.buffer("data: {\"choices\":[{\"index\":0,\n"),
                Buffer.buffer("data: {\"choices\":[{\"index\":0,"),
                Buffer.buffer(event("upstream hiccup")),
                Buffer.buffer(event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\nb\"}}]}")),
                Buffer.buffer(event("null")),
                Buffer.buffer(event("[1]")),
                Buffer.buffer("data: {\"content\":\"")
                        .appendBytes(new byte[] {(byte) 0xff, (byte) 0xc3, 0x28})
                        .appendString("\"}\n\n"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void S10_aMalformedEventDoesNotReachTheClientAndTheAnswerIsComplete(Buffer garbage) {
        arrange();
        lineup.primary.does(lineup.primary.tells(30, (exchange, telling) -> {
            telling.raw(garbage);
            telling.tokens(30, Answer.TOKENS, telling::finish);
        }));
        answeredBy(ask(Catalogue.S10), lineup.primary);
        tries(1, 0);
    }

    @Test
    void S11_aCompleteStreamWithoutItsMarkIsFinishedSoonAndWithUsage() {
        arrange();
        lineup.primary.does(lineup.primary.tells(Answer.TOKENS, (exchange, telling) -> exchange.chunk(telling.last())));
        var told = ask(Catalogue.S11);
        answeredBy(told, lineup.primary);
        tries(1, 0);
        assertThat(told.heard().took()).isLessThan(PACE.seconds(8));
    }

    @Test
    void S12_aRequestThatIsTooLongIsNotRepeatedAndItsReasonIsHandedOn() {
        lineup = new Lineup(PACE, Arrangement.ALONE);
        lineup.primary.does(failing(400, "context_length_exceeded"));
        refusedInTheProvidersWords(ask(Catalogue.S12, "alone: "), "context_length_exceeded");
    }

    @Test
    void S12_aRequestThatIsTooLongGoesToTheLargerModel() {
        arrange();
        lineup.primary.does(failing(400, "context_length_exceeded"));
        answeredBy(ask(Catalogue.S12), lineup.fallback);
        tries(1, 1);
    }

    private void refusedInTheProvidersWords(Told told, String code) {
        assertThat(told.ending()).isEqualTo("error");
        assertThat(told.heard().status()).isEqualTo(400);
        assertThat(told.heard().code()).isEqualTo(code);
        assertThat(told.heard().error().getString("message")).isEqualTo("the provider's words");
        tries(1, 0);
    }

    @Test
    void S13_aRefusalForItsContentIsAnAnswerAndNobodyElseIsAsked() {
        arrange();
        lineup.primary.does(failing(400, "content_policy_violation"));
        refusedInTheProvidersWords(ask(Catalogue.S13), "content_policy_violation");
    }

    @Test
    void S14_aFallbackThatTakesNoPrefillBeginsAnewAndTheClientSeesNothingOfIt() {
        arrange();
        lineup.primary.does(cutAfter(40));
        lineup.fallback.does(exchange -> {
            boolean prefilled = lineup.fallback.telling(exchange).prefill() != null;
            (prefilled ? failing(400, "prefill_not_supported") : lineup.fallback.answers()).play(exchange);
        });
        var told = ask(Catalogue.S14);
        assertThat(told.ending()).isEqualTo("complete");
        assertThat(told.heard().text()).doesNotContain("prefill", "words");
        assertThat(lineup.tries()).isLessThanOrEqualTo(4);
    }

    @Test
    void S15_anOutageIsServedByTheFallbackProbedSparinglyAndItsEndIsNoticed() {
        arrange();
        var outage = new Outage(lineup, PACE);
        outage.play();
        CARD.saw(Catalogue.S15, outage.words());
        assertThat(outage.endings()).as("20 requests").hasSize(20).containsOnly("complete");
        assertThat(outage.slowest()).as("nobody waits for the dead").isLessThan(atMost(4));
        assertThat(outage.probes()).as("about one in an interval").isLessThanOrEqualTo(15);
        assertThat(outage.backAfter()).isLessThan(atMost(30));
    }

    @Test
    void S16_theAnswerNamesTheModelThatGaveItAndOnlyThatOneIsBilled() {
        arrange();
        lineup.primary.does(failing(500, "internal"));
        var told = ask(Catalogue.S16);
        answeredBy(told, lineup.fallback);
        Eventually.within(
                Duration.ofSeconds(2), () -> assertThat(lineup.frond.lines()).hasSize(1));
        var line = lineup.frond.lines().getFirst();
        assertThat(told.heard().header("x-frond-endpoint")).isEqualTo(line.endpoint());
        assertThat(told.heard().header("x-frond-attempts")).isEqualTo(Integer.toString(lineup.tries()));
        assertThat(line.attempts()).isEqualTo(lineup.tries());
        assertThat(List.of(line.tokensIn(), line.tokensOut()))
                .as("billed")
                .containsExactly((long) lineup.fallback.promptTokens(), (long) Answer.TOKENS);
    }

    @Test
    void everyFaultHasATest() {
        var names = Stream.of(FaultsTest.class.getDeclaredMethods())
                .map(method -> method.getName().toUpperCase(Locale.ROOT))
                .toList();
        assertThat(Catalogue.values()).hasSize(16).allSatisfy(fault -> assertThat(names)
                .anyMatch(name -> name.startsWith(fault + "_")));
    }
}

package io.frond.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Edit;
import io.frond.model.Fields;
import io.frond.model.Message;
import io.frond.model.Operation;
import io.frond.model.Route;
import io.frond.model.Span;
import io.frond.model.Wishes;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratedTokensTest {
    private static final String ENGLISH =
            "The quick brown fox jumps over the lazy dog while the rest of the farm looks on in mild surprise. ";

    private final CalibratedTokens tokens = new CalibratedTokens();

    static Call call(String model, String content) {
        return call(model, content, false);
    }

    /** A request whose only message has this content, as it would stand in the body. */
    private static Call call(String model, String content, boolean image) {
        var body = Buffer.buffer("{\"messages\":[{\"role\":\"user\",\"content\":\"");
        int from = body.length();
        body.appendString(content);
        int to = body.length();
        body.appendString("\"}]}");
        var messages = List.of(new Message("user", image ? "What is this?" : content, new Span(from, to), image));
        var fields = new Fields(
                model, null, false, false, null, false, messages, false, false, null, null, null, null, null, 1, null);
        var ask = new Ask("r", Operation.CHAT, body, fields, Wishes.NONE, name -> null, new Caller());
        return Call.straight(ask, new Route.Direct("main", "main", List.of()));
    }

    private long estimate(String content) {
        return tokens.prompt(call("m", content).ask());
    }

    @Test
    void aGreetingIsAFewTokens() {
        assertThat(estimate("Hi")).isBetween(4L, 12L);
    }

    @Test
    void longerTextIsMoreTokens() {
        assertThat(estimate(ENGLISH.repeat(10))).isBetween(180L, 300L);
        assertThat(estimate(ENGLISH.repeat(20))).isGreaterThan(estimate(ENGLISH.repeat(10)));
    }

    @Test
    void escapedCharactersCountAsWhatTheyStandFor() {
        String plain = "Привет, как твои дела сегодня? ".repeat(20);
        var escaped = new StringBuilder();
        plain.chars().forEach(c -> escaped.append(c < 0x80 ? (char) c + "" : "\\u%04x".formatted(c)));
        assertThat(estimate(escaped.toString()))
                .isCloseTo(estimate(plain), org.assertj.core.data.Percentage.withPercentage(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {70_000, 1_000_000, 9_000_000})
    void aSampleStandsForALongText(int length) {
        var text = (ENGLISH + "0123456789 {\"a\": [1, 2, 3]} ").repeat(length / 120);
        double share = estimate(text.substring(0, length)) / (double) length;
        double whole = estimate(text.substring(0, 60_000)) / 60_000.0;
        assertThat(share).isCloseTo(whole, org.assertj.core.data.Percentage.withPercentage(3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.7, 1.6, 4})
    void itComesNearWhatAModelReports(double factor) {
        var random = new SplittableRandom(1);
        double error = 0;
        for (int i = 0; i < 300; i++) {
            var call = call("odd", ENGLISH.repeat(random.nextInt(5, 40)));
            long reported = Math.round(call.ask().body().length() * 0.25 * factor);
            error = tokens.learn(call, reported).orElse(error);
        }
        assertThat(error).isLessThan(0.05);
        assertThat(estimate(ENGLISH.repeat(10))).as("another model").isBetween(180L, 300L);
    }

    @Test
    void oddReportsMoveLittle() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < 1_000; i++) {
            var call = call("m", ENGLISH.repeat(random.nextInt(5, 40)));
            long right = Math.round(call.ask().body().length() * 0.22);
            var unused = tokens.learn(call, random.nextInt(10) == 0 ? right * 100 : right);
        }
        long right = Math.round(call("m", ENGLISH.repeat(20)).ask().body().length() * 0.22);
        assertThat(estimate(ENGLISH.repeat(20))).isBetween(right * 8 / 10, right * 13 / 10);
    }

    @Test
    void whatStandsBeforeEveryPromptIsLearntFromShortOnes() {
        for (int i = 0; i < 200; i++) {
            var unused = tokens.learn(call("templated", "Hi there"), 210);
        }
        assertThat(tokens.prompt(call("templated", "Hello you").ask())).isBetween(200L, 220L);
        long more = tokens.prompt(call("templated", ENGLISH.repeat(10)).ask());
        assertThat(more - 200).isBetween(180L, 320L);
    }

    @Test
    void aPictureIsNotReadAsText() {
        assertThat(tokens.prompt(call("m", "iVBORw0KGgo".repeat(100_000), true).ask()))
                .isLessThan(1_000);
    }

    @Test
    void whatFrondPutIntoThePromptCountsToo() {
        var plain = call("m", "What is our policy?");
        var grounded = plain.with(List.of(new Edit(Span.before(1), Buffer.buffer(ENGLISH.repeat(30)))));
        assertThat(tokens.prompt(grounded) - tokens.prompt(plain)).isGreaterThan(500);
    }

    @Test
    void namesOfModelsThatAnybodyInventsTakeNoRoom() {
        for (int i = 0; i < 5_000; i++) {
            var unused = tokens.learn(call("model-" + i, ENGLISH), 30);
        }
        assertThat(tokens.models()).isLessThanOrEqualTo(501);
    }
}

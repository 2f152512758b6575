package io.frond.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.frond.config.LogConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogsTest {
    private LoggerContext context = fresh();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void jsonIsOneObjectPerLineWithKeysTakenOut() {
        var lines = lines("json", "info", () -> context.getLogger("io.frond.Some")
                .warn("line one\nsays \"{}\"", "Bearer abcdefgh", new IllegalStateException("with sk-0123456789")));

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .startsWith("{\"ts\":\"")
                .contains("\"level\":\"warn\",\"logger\":\"io.frond.Some\"")
                .contains("\"message\":\"line one\\nsays \\\"Bearer ***\\\"\"")
                .contains("\"stack\":\"java.lang.IllegalStateException: with sk-***")
                .doesNotContain("0123456789");
    }

    @Test
    void prettyIsForPeople() {
        var lines =
                lines("pretty", "info", () -> context.getLogger("io.frond.Some").info("ready"));

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).matches("\\d\\d:\\d\\d:\\d\\d INFO  ready");
    }

    @Test
    void accessLinesAreWrittenAsTheyAreAtAnyLevelAndInTheirPlace() {
        context = fresh();
        try (var logs = Logs.to(context, out, new LogConfig("json", "error"), false)) {
            context.getLogger("io.frond.Some").error("before");
            logs.writer().write("{\"ts\":1}\n".getBytes(StandardCharsets.UTF_8), 9);
            context.getLogger("io.frond.Some").warn("not said");
            context.getLogger("io.frond.Some").error("after");
        }
        var lines = out.toString(StandardCharsets.UTF_8).lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("before");
        assertThat(lines.get(1)).isEqualTo("{\"ts\":1}");
        assertThat(lines.get(2)).contains("after");
    }

    @Test
    void theLevelIsTheConfiguredOne() {
        assertThat(lines("pretty", "debug", () -> context.getLogger("x").debug("seen")))
                .hasSize(1);
        assertThat(lines("pretty", "info", () -> context.getLogger("x").debug("unseen")))
                .isEmpty();
    }

    @Test
    void autoIsPrettyOnATerminalOnly() {
        assertThat(Logs.pretty(new LogConfig("auto", "info"), true)).isTrue();
        assertThat(Logs.pretty(new LogConfig("auto", "info"), false)).isFalse();
        assertThat(Logs.pretty(new LogConfig("json", "info"), true)).isFalse();
        assertThat(Logs.pretty(new LogConfig("pretty", "info"), false)).isTrue();
    }

    @Test
    void theLastLinesAreKeptWithKeysTakenOut() {
        context = fresh();
        try (var logs = Logs.to(context, out, new LogConfig("pretty", "info"), true)) {
            for (int i = 0; i < 250; i++) {
                context.getLogger("x").info("line {} with Bearer abcdefgh", i);
            }
            context.getLogger("x").debug("not said");

            assertThat(logs.recent()).hasSize(200).allSatisfy(line -> assertThat(line)
                    .startsWith("{\"ts\"")
                    .contains("Bearer ***")
                    .doesNotContain("abcdefgh"));
            assertThat(logs.recent().get(0)).contains("line 50 ");
        }
    }

    private static LoggerContext fresh() {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.start();
        return context;
    }

    private List<String> lines(String format, String level, Runnable logging) {
        out.reset();
        context = fresh();
        try (var logs = Logs.to(context, out, new LogConfig(format, level), false)) {
            assertThat(logs).isNotNull();
            logging.run();
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

package io.frond.account;

import io.frond.model.Clock;
import io.frond.observe.LogWriter;
import io.frond.observe.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code 12:01:07 acme  policy +policies(2 chunks)  general#1  200  38 ms  miss}. */
final class PrettyAccessLog implements AccessLog {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int LONGEST_QUESTION = 40;

    private final Clock clock;
    private final LogWriter writer;
    private final ZoneId zone;
    private final boolean showQuestions;

    PrettyAccessLog(Clock clock, LogWriter writer, ZoneId zone, boolean showQuestions) {
        this.clock = clock;
        this.writer = writer;
        this.zone = zone;
        this.showQuestions = showQuestions;
    }

    @Override
    public void write(Line line) {
        byte[] text = (Redaction.of(text(line)) + '\n').getBytes(StandardCharsets.UTF_8);
        writer.write(text, text.length);
    }

    String text(Line line) {
        List<String> parts = new ArrayList<>();
        parts.add(TIME.format(clock.now().atZone(zone)) + " " + orDash(line.tenant()));
        if (showQuestions) {
            parts.add('"' + shortened(line.question().value()) + "\"  ->");
        }
        parts.add(orDash(line.route()) + knowledge(line));
        if (!line.endpoint().isEmpty()) {
            parts.add(line.endpoint() + (line.attempts() > 1 ? " (try " + line.attempts() + ")" : ""));
        }
        parts.add(Integer.toString(line.status()));
        parts.add(millis(line.millis()) + own(line));
        parts.add(line.error().isEmpty() ? line.cache() : line.error());
        return String.join("  ", parts).stripTrailing();
    }

    private static String knowledge(Line line) {
        if (line.knowledge().isEmpty()) {
            return "";
        }
        return " +" + line.knowledge() + "(" + line.chunks() + (line.chunks() == 1 ? " chunk)" : " chunks)");
    }

    private String own(Line line) {
        var overhead = line.overheadMillis();
        return showQuestions && overhead != null ? String.format(Locale.ROOT, " (own %.1f ms)", overhead) : "";
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    /** Its first words; what could steer a terminal becomes a space. */
    private static String shortened(String question) {
        int end = Math.min(question.length(), LONGEST_QUESTION);
        var text = question.substring(0, end).replaceAll("\\p{C}", " ").strip();
        return question.length() > LONGEST_QUESTION ? text + "…" : text;
    }
}

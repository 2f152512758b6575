package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.frond.model.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** That no event loop is blocked meanwhile is watched over every test. */
@ExtendWith(VertxExtension.class)
class LargeFolderTest {
    private static final int DOCUMENTS = 2_000;

    @TempDir
    Path folder;

    @Test
    void twoThousandDocumentsAreReadWithProgressWhileSearchesAnswer(Vertx vertx) throws Exception {
        generate();
        var lines = listen();
        var embedder = new FakeEmbedder(Pools.two(vertx, "embed"));
        var knowledge = OpenFolder.open(OpenFolder.config("policies", folder), vertx, Future.succeededFuture(embedder));
        var started = knowledge.start();

        var times = new ArrayList<Duration>();
        while (!started.isComplete()) {
            long from = Clock.system().nanos();
            assertThat(get(knowledge.search("topic7 rules"))).isNotNull();
            times.add(Clock.system().since(from));
            get(vertx.timer(10, TimeUnit.MILLISECONDS));
        }
        get(started);
        assertThat(median(times)).isLessThan(Duration.ofMillis(200));
        assertThat(knowledge.stats().documents()).isEqualTo(DOCUMENTS);
        assertThat(get(knowledge.search("unique1234"))
                        .passages()
                        .getFirst()
                        .source()
                        .document())
                .isEqualTo("dir4/doc1234.md");

        long from = Clock.system().nanos();
        while (knowledge.stats().vectors() < 1) {
            assertThat(Clock.system().since(from)).isLessThan(Duration.ofSeconds(60));
            assertThat(get(knowledge.search("topic7 rules")).passages()).isNotEmpty();
            get(vertx.timer(10, TimeUnit.MILLISECONDS));
        }
        assertThat(embedder.embedded.get())
                .isGreaterThanOrEqualTo(knowledge.stats().chunks());
        assertThat(lines).anyMatch(line -> line.matches("knowledge policies: [\\d,]+ of 2,000 documents, .*"));
        get(knowledge.close());
    }

    private static Duration median(List<Duration> times) {
        assertThat(times).isNotEmpty();
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    private void generate() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < DOCUMENTS; i++) {
            var text = new StringBuilder("# Document ")
                    .append(i)
                    .append("\n\nunique")
                    .append(i)
                    .append(" rules\n");
            for (int section = 0; section < 2; section++) {
                text.append("\n## topic").append(random.nextInt(50)).append("\n\n");
                random.ints(40, 0, 5_000)
                        .forEach(word -> text.append("word").append(word).append(' '));
                text.append('\n');
            }
            var dir = Files.createDirectories(folder.resolve("dir" + i % 10));
            Files.writeString(dir.resolve("doc" + i + ".md"), text);
        }
    }

    private static Queue<String> listen() {
        var lines = new ConcurrentLinkedQueue<String>();
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
            }
        };
        appender.start();
        var logger = (Logger) LoggerFactory.getLogger(Knowledge.class);
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        return lines;
    }
}

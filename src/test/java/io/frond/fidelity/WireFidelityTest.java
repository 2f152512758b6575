package io.frond.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.RunningProgram;
import io.frond.http.Raw;
import io.frond.testing.FakeProvider;
import io.frond.testing.Replies;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests and answers through the whole program, over sockets that cut them anywhere. */
class WireFidelityTest {
    private static final int CASES = 300;
    private static final int LARGE = 700_000;
    private static final String QUESTION = "For how many days may goods be returned? Größe \"L\" \\ 😀";
    private static final String YAML = """
            version: 1
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            cache: off
            backends:
              straight: { url: "${ONE}" }
              renamed: { url: "${ONE}", model: "tuned/\\"v2\\" größe" }
            knowledge:
              kb: { source: ./kb, search: { timeout: 20s } }
            routes:
              woven: { to: renamed, with: kb }
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }] }
            """;

    @TempDir
    static Path folder;

    private static RunningProgram program;

    @BeforeAll
    static void start() throws IOException {
        var returns = "# Returns\n\nGoods may be returned within 30 days. How many days: thirty, \"in full\".\n";
        Files.writeString(Files.createDirectory(folder.resolve("kb")).resolve("returns.md"), returns);
        program = new RunningProgram(YAML, folder);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @ParameterizedTest
    @EnumSource(Traffic.class)
    void aProviderReceivesEveryByteOfARequestButForTheEdits(Traffic traffic) {
        var grounded = new HashMap<Boolean, Integer>();
        program.one.instead(Traffic.inTheFormAskedFor());
        try (var client = new Raw(program.port())) {
            for (int seed = 0; seed < CASES; seed++) {
                grounded.merge(sendOne(traffic, seed, client), 1, Integer::sum);
            }
        }
        assertThat(grounded.get(true)).as("requests with passages").isGreaterThan(CASES / 5);
    }

    /** Whether passages went with it. */
    private static boolean sendOne(Traffic traffic, int seed, Raw client) {
        var random = new SplittableRandom(seed);
        var model =
                switch (random.nextInt(3)) {
                    case 0 -> "straight";
                    case 1 -> "renamed";
                    default -> "woven";
                };
        var body = Buffer.buffer(padded(traffic.request(random, model, QUESTION), random));
        send(traffic, body, random, client);
        var head = client.head();
        int length = Integer.parseInt(head.headers().getOrDefault("content-length", "-1"));
        var answer = new String(length < 0 ? client.chunks() : client.bytes(length), StandardCharsets.UTF_8);
        assertThat(head.status()).as("seed %d: %s", seed, answer).isEqualTo(200);
        boolean passages = head.headers().containsKey("x-frond-sources");
        assertThat(passages).as("seed " + seed).isEqualTo(model.equals("woven"));
        new Handed("seed " + seed, body, program.one.requests().getLast().body())
                .differsOnlyBy(model.equals("straight") ? null : "tuned/\"v2\" größe", passages);
        return passages;
    }

    /** Now and then so large that workers read it. */
    private static String padded(String request, SplittableRandom random) {
        return random.nextInt(60) == 0
                ? request.replaceFirst("\\{", "{\"pad\":\"" + "é".repeat(LARGE) + "\",")
                : request;
    }

    private static void send(Traffic traffic, Buffer body, SplittableRandom random, Raw client) {
        boolean chunked = random.nextBoolean();
        client.send("POST " + traffic.path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer many\r\n"
                + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length()) + "\r\n\r\n");
        for (Buffer piece : Pieces.of(body, random)) {
            client.send(chunked ? chunk(piece).getBytes() : piece.getBytes());
        }
        client.send(chunked ? "0\r\n\r\n" : "");
    }

    @ParameterizedTest
    @EnumSource(Traffic.class)
    void aClientReceivesEveryByteOfAWholeAnswer(Traffic traffic) {
        try (var client = new Raw(program.port())) {
            for (int seed = 0; seed < CASES; seed++) {
                var random = new SplittableRandom(seed);
                var answer = traffic.reply(random).whole();
                program.one.instead(framed(answer, "application/json", random));
                ask(traffic, "", client);
                assertThat(Buffer.buffer(client.answer().body()))
                        .as("seed " + seed)
                        .isEqualTo(answer);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Traffic.class)
    void aClientReceivesEveryByteOfAStreamButForTheUsageItDidNotAskFor(Traffic traffic) {
        try (var client = new Raw(program.port())) {
            for (int seed = 0; seed < CASES; seed++) {
                var random = new SplittableRandom(seed);
                var stream = traffic.reply(random).stream();
                boolean wanted = random.nextBoolean();
                program.one.instead(framed(stream.bytes(), "text/event-stream", random));
                ask(
                        traffic,
                        ",\"stream\":true" + (wanted ? ",\"stream_options\":{\"include_usage\":true}" : ""),
                        client);
                assertThat(client.head().status()).isEqualTo(200);
                assertThat(Buffer.buffer(client.chunks()))
                        .as("seed " + seed)
                        .isEqualTo(wanted ? stream.bytes() : stream.withoutUsage());
            }
        }
    }

    private static void ask(Traffic traffic, String more, Raw client) {
        var body = "{\"model\":\"straight\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}";
        client.send("POST " + traffic.path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer many\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    /** With a length, in chunks, or up to the end of the connection, and in any case in pieces. */
    private static FakeProvider.Script framed(Buffer body, String type, SplittableRandom random) {
        int framing = random.nextInt(5);
        var pieces = Pieces.of(body, random);
        var how = framing == 0
                ? "connection: close"
                : framing < 3 ? "content-length: " + body.length() : "transfer-encoding: chunked";
        return exchange -> {
            exchange.send(Replies.head(200, "content-type: " + type, how));
            for (Buffer piece : pieces) {
                exchange.send(framing < 3 ? piece : chunk(piece));
            }
            if (framing == 0) {
                exchange.hangUp();
            } else if (framing > 2) {
                exchange.lastChunk();
            }
        };
    }

    private static Buffer chunk(Buffer bytes) {
        return Buffer.buffer(Integer.toHexString(bytes.length()) + "\r\n")
                .appendBuffer(bytes)
                .appendString("\r\n");
    }
}

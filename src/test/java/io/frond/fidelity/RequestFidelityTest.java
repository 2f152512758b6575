package io.frond.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.http.RandomRequest;
import io.frond.http.RequestScanner;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Edit;
import io.frond.model.Operation;
import io.frond.model.Route;
import io.frond.model.Wishes;
import io.frond.retrieve.Weaving;
import io.frond.upstream.dialect.Dialect;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What becomes of a request between the scanner and the wire, without the wire. */
class RequestFidelityTest {
    private static final int CASES = 2_000;
    private static final String OTHER_MODEL = "org/\"größe\" \\ 😀";

    @Test
    void everyByteStaysButForTheEditsWhicheverAreMade() {
        var kinds = new HashMap<String, Integer>();
        for (int seed = 0; seed < CASES; seed++) {
            var random = new SplittableRandom(seed);
            kinds.merge(sendOne(random, "seed " + seed), 1, Integer::sum);
        }
        assertThat(kinds)
                .hasSize(8)
                .allSatisfy((kind, count) -> assertThat(count).as(kind).isGreaterThan(CASES / 50));
    }

    /** Says what kind of case it was. */
    private static String sendOne(SplittableRandom random, String name) {
        var request = new RandomRequest(random);
        var body = placed((random.nextInt(3) == 0 ? request : request.asking("How \"long\"? \\ 😀")).text(), random);
        var fields = RequestScanner.scan(body);
        var ask = new Ask("req-1", Operation.CHAT, body, fields, Wishes.NONE, header -> null, new Caller());
        var route = new Route.Direct("r", "main", List.of());
        List<Edit> edits = random.nextBoolean() ? Weaving.into(ask) : List.of();
        var model = random.nextBoolean() ? OTHER_MODEL : null;
        var out = Dialect.openAi()
                .request(new Call(ask, route, edits, List.of(), List.of()), new Dialect.Target(model, null));
        new Handed(name, body, Edit.joined(out.body())).differsOnlyBy(model, !edits.isEmpty());
        return (model == null ? "" : "model ")
                + (edits.isEmpty() ? "" : "passages ")
                + (fields.stream() ? "stream" : "");
    }

    /** The text in a buffer of its own, or somewhere in a larger one. */
    private static Buffer placed(String text, SplittableRandom random) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int before = random.nextBoolean() ? 0 : random.nextInt(50);
        var around =
                Buffer.buffer().appendBytes(new byte[before]).appendBytes(bytes).appendBytes(new byte[before]);
        return before == 0 ? around : around.slice(before, before + bytes.length);
    }
}

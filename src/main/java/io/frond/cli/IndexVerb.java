package io.frond.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "index",
        header = "Read the documents of a knowledge and tell which cannot be read, and why.",
        description = {
            "Without --at the documents are read here, by the configuration, and nothing is kept.",
            "With --at a running Frond tells what it has read.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {"  frond index policies --config frond.yaml", "  frond index --at http://127.0.0.1:8081"})
final class IndexVerb implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "KNOWLEDGE", arity = "0..1", description = "Only this one.")
    @Nullable
    String only;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration. Found as by serve.")
    @Nullable
    Path file;

    @Mixin
    final AdminOptions admin = new AdminOptions();

    IndexVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        if (admin.at != null && file != null) {
            throw Failure.usage("Give --config or --at, not both.");
        }
        var all = admin.at == null ? here() : there();
        boolean whole = true;
        for (var known : objects(all)) {
            desk.say(line(known));
            for (var failed : objects(known.getJsonArray("failures"))) {
                desk.say("  " + failed.getString("document") + ": " + failed.getString("reason"));
                whole = false;
            }
        }
        return whole ? Exit.OK.code() : Exit.CONFIG.code();
    }

    private JsonArray here() {
        var setup = new SetupOptions().find(desk, file);
        var all = MainThread.await(desk.program().get().index(setup, only, this::progress));
        new Bar(desk).clear();
        return all;
    }

    private JsonArray there() {
        var all = new JsonArray();
        for (var name : only == null ? names() : List.of(only)) {
            all.add(admin.ask(
                    desk, "GET", "/admin/v1/knowledge/" + URLEncoder.encode(name, StandardCharsets.UTF_8), null));
        }
        return all;
    }

    private List<String> names() {
        return objects(admin.ask(desk, "GET", "/admin/v1/knowledge", null).getJsonArray("knowledge")).stream()
                .map(one -> one.getString("name"))
                .toList();
    }

    private void progress(JsonArray all) {
        int read = 0;
        int waiting = 0;
        int failed = 0;
        for (var known : objects(all)) {
            read += known.getInteger("documents");
            waiting += known.getInteger("waiting");
            failed += known.getInteger("failed");
        }
        int done = read + failed;
        new Bar(desk).show(done, waiting + done, "documents, " + failed + " failed");
    }

    private static String line(JsonObject known) {
        return known.getString("name") + ": " + known.getInteger("documents") + " documents, "
                + known.getInteger("chunks") + " chunks, " + known.getInteger("failed") + " failed"
                + (known.getInteger("waiting") > 0 ? ", " + known.getInteger("waiting") + " waiting" : "")
                + (known.getInteger("flagged") > 0
                        ? ", " + known.getInteger("flagged") + " chunks that read like instructions"
                        : "");
    }

    private static List<JsonObject> objects(JsonArray array) {
        var objects = new ArrayList<JsonObject>();
        for (int i = 0; i < array.size(); i++) {
            objects.add(array.getJsonObject(i));
        }
        return objects;
    }
}

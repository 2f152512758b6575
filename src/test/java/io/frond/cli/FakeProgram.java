package io.frond.cli;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes down what the verbs ask for. */
final class FakeProgram implements Program {
    final List<String> asked = new ArrayList<>();
    final Map<Path, Failure> faulty = new HashMap<>();
    final Promise<Void> drained = Promise.promise();

    @Nullable
    RuntimeException broken;

    JsonObject answer = new JsonObject();
    JsonArray known = new JsonArray();
    int reloads;
    int drains;

    @Override
    public Future<Running> serve(Setup setup, Listening listening) {
        asked.add("serve " + setup + " " + listening);
        return started();
    }

    @Override
    public Future<Running> demo(Listening listening) {
        asked.add("demo " + listening);
        return started();
    }

    private Future<Running> started() {
        return broken == null ? Future.succeededFuture(new FakeRunning()) : Future.failedFuture(broken);
    }

    @Override
    public String validate(Path file) {
        asked.add("validate " + file.getFileName());
        var failure = faulty.get(file);
        if (failure != null) {
            throw failure;
        }
        return "2 backends, 3 routes";
    }

    @Override
    public Future<String> explain(Setup setup, String question, @Nullable String tenant) {
        asked.add("explain " + setup + " " + question + " for " + tenant);
        return Future.succeededFuture("policy 0.93\ncontracts 0.07");
    }

    @Override
    public Future<JsonArray> index(Setup setup, @Nullable String only, Consumer<JsonArray> told) {
        asked.add("index " + setup + " " + only);
        told.accept(known.copy());
        return Future.succeededFuture(known);
    }

    @Override
    public Future<String> tune(Setup setup, Trying trying, Consumer<Stage> told) {
        asked.add("tune " + setup + " " + trying);
        told.accept(new Stage(1, 4, "questions"));
        return Future.succeededFuture("Nothing is recommended.");
    }

    @Override
    public Future<JsonObject> operate(AdminCall call) {
        asked.add(call.method() + " " + call.at() + call.path() + " " + call.body());
        return Future.succeededFuture(answer);
    }

    @Override
    public NewKey newKey() {
        return new NewKey("fk-secret", "sha256:00ff");
    }

    @Override
    public String schema() {
        return "{\"type\": \"object\"}";
    }

    private final class FakeRunning implements Running {
        @Override
        public String greeting() {
            return "listening";
        }

        @Override
        public void reload() {
            reloads++;
        }

        @Override
        public Future<Void> drain() {
            drains++;
            return drained.future();
        }
    }
}

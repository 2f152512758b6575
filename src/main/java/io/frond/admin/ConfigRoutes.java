package io.frond.admin;

import io.frond.config.Effective;
import io.frond.config.InvalidConfig;
import io.frond.model.Declined;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The configuration: seen, checked, compared, replaced, brought back. */
public final class ConfigRoutes implements Routes {
    private static final String CONFIG = "/admin/v1/config";
    private static final int LARGEST = 1 << 20;
    private static final int NAMED = 10;
    private static final int SHORT = 12;

    private final Configuring configuring;

    public ConfigRoutes(Configuring configuring) {
        this.configuring = configuring;
    }

    @Override
    public void mount(Router router) {
        router.get(CONFIG).handler(this::show);
        router.put(CONFIG).handler(on -> replace(on, yaml -> configuring.load(yaml, expected(on))));
        router.post(CONFIG + "/validate").handler(this::validate);
        router.post(CONFIG + "/diff").handler(this::compare);
        router.post(CONFIG + "/reload").handler(this::reload);
        router.post(CONFIG + "/rollback").handler(this::rollback);
        router.get("/admin/v1/schema").handler(on -> Answer.text(on, "application/schema+json", configuring.schema()));
    }

    private void show(RoutingContext on) {
        configuring
                .shown()
                .onSuccess(shown -> {
                    tag(on, shown.tag());
                    Answer.json(
                            on, new JsonObject().put("version", shown.version()).put("config", shown.config()));
                })
                .onFailure(why -> Answer.failed(on, why));
    }

    private void validate(RoutingContext on) {
        Deed.none(on);
        withText(on, configuring::validate, valid -> valid);
    }

    private void compare(RoutingContext on) {
        Deed.none(on);
        withText(on, configuring::difference, ConfigRoutes::told);
    }

    private void replace(RoutingContext on, Function<String, Future<Configuring.Loaded>> load) {
        if (on.request().getHeader("if-match") == null) {
            Answer.error(
                    on,
                    412,
                    "etag_missing",
                    "Say in If-Match which configuration is to be replaced: GET /admin/v1/config gives its ETag.");
            return;
        }
        withText(on, load, loaded -> told(on, loaded));
    }

    private void rollback(RoutingContext on) {
        boolean any = on.request().getHeader("if-match") == null;
        configuring
                .rollback(any ? tag -> true : expected(on))
                .onSuccess(loaded -> Answer.json(on, told(on, loaded)))
                .onFailure(why -> Answer.failed(on, why));
    }

    private void reload(RoutingContext on) {
        configuring
                .reload()
                .onSuccess(done -> Answer.json(on, new JsonObject().put("reloaded", true)))
                .onFailure(why -> Answer.failed(on, notReloaded(why)));
    }

    private static Throwable notReloaded(Throwable why) {
        boolean told = why instanceof Declined || why instanceof InvalidConfig;
        return told ? why : new Declined(422, "invalid_config", String.valueOf(why.getMessage()));
    }

    private static <T> void withText(
            RoutingContext on, Function<String, Future<T>> use, Function<T, JsonObject> answer) {
        var body = on.body().buffer();
        if (body == null || body.length() == 0 || body.length() > LARGEST) {
            Answer.error(on, 422, "invalid_config", "Send the configuration as the body: YAML of 1 MiB at most.");
            return;
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes()));
            use.apply(text.toString())
                    .onSuccess(done -> Answer.json(on, answer.apply(done)))
                    .onFailure(why -> Answer.failed(on, why));
        } catch (CharacterCodingException e) {
            Answer.error(on, 422, "invalid_config", "The body is not UTF-8 text.");
        }
    }

    /** The header may name several, or by a star whichever there is. */
    private static Predicate<String> expected(RoutingContext on) {
        List<String> named = Arrays.stream(on.request().getHeader("if-match").split(",", -1))
                .map(String::strip)
                .toList();
        return tag -> named.contains("*") || named.contains('"' + tag + '"');
    }

    private static void tag(RoutingContext on, String tag) {
        on.response().putHeader("etag", '"' + tag + '"');
    }

    private static JsonObject told(RoutingContext on, Configuring.Loaded loaded) {
        var paths = loaded.difference().changes().stream()
                .map(Effective.Change::path)
                .toList();
        Deed.tell(
                on,
                paths.size() + " changes: "
                        + String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())))
                        + (paths.size() > NAMED ? ", ..." : "")
                        + "; now " + loaded.tag().substring(0, SHORT));
        tag(on, loaded.tag());
        return told(loaded.difference());
    }

    private static JsonObject told(Configuring.Difference difference) {
        var changes = new JsonArray();
        difference
                .changes()
                .forEach(change -> changes.add(new JsonObject()
                        .put("path", change.path())
                        .put("from", change.from())
                        .put("to", change.to())));
        return new JsonObject().put("changes", changes).put("restart", new JsonArray(difference.restart()));
    }
}

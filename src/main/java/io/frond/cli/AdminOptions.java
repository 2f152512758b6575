package io.frond.cli;

import io.frond.config.Secret;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running Frond a verb speaks to, and as whom. The token is in no option: others can read command lines. */
final class AdminOptions {
    private static final String TOKEN = "FROND_ADMIN_TOKEN";
    private static final URI HERE = URI.create("http://127.0.0.1:8081");

    @Option(
            names = "--at",
            paramLabel = "URL",
            description = "The operators' port of a running Frond, such as http://127.0.0.1:8081."
                    + " The variable FROND_ADMIN_TOKEN holds its token where it asks for one.")
    @Nullable
    String at;

    JsonObject ask(Desk desk, String method, String path, @Nullable JsonObject body) {
        var token = desk.env().getOrDefault(TOKEN, "").strip();
        var call = new AdminCall(url(), method, path, token.isEmpty() ? null : new Secret(token), body);
        return MainThread.await(desk.program().get().operate(call));
    }

    private URI url() {
        if (at == null) {
            return HERE;
        }
        try {
            var url = URI.create(at);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Failure.usage("--at: \"" + at + "\" is no address. It looks like " + HERE + ".");
    }
}

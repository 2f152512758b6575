package io.frond.cache;

import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Under which key an answer is kept: a digest of everything that it depends on. The tenant, what it may use and which documents it may find, the configuration's version,
 * the route and the namespace the client wishes, the headers that any routing rule looks at, and every parameter of the body.
 */
final class Keying {
    /** A larger body takes an event loop longer than other requests should wait. */
    static final int LARGE = 256 << 10;

    private final String version;
    private final List<String> headers;
    private final Standing standing;
    private final Workers workers;

    Keying(Config config, Workers workers) {
        this.version = config.version();
        this.headers = config.routes().values().stream()
                .map(RouteConfig::when)
                .flatMap(when -> when == null ? Stream.<String>empty() : when.headers().keySet().stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
        this.standing = new Standing(config);
        this.workers = workers;
    }

    /** Empty where the request has no key: its body is in doubt, or asks for several answers, or nobody has time. */
    Future<Optional<String>> key(Tenant tenant, Ask ask) {
        if (ask.body().length() <= LARGE) {
            return Future.succeededFuture(digest(tenant, ask));
        }
        return workers.run(() -> digest(tenant, ask)).recover(busy -> Future.succeededFuture(Optional.empty()));
    }

    /** The same of everything but the last question. Empty where that has no key, or is not in one piece of text. */
    Optional<String> scope(Tenant tenant, Ask ask) {
        var last = ask.fields().lastUser();
        int length = ask.body().length();
        if (last == null || last.content().length() == 0 || length > LARGE) {
            return Optional.empty();
        }
        var rest = Buffer.buffer(length)
                .appendBuffer(ask.body(), 0, last.content().from())
                .appendString("\"\"")
                .appendBuffer(
                        ask.body(), last.content().to(), length - last.content().to());
        return digest(tenant, ask, rest.getBytes());
    }

    private Optional<String> digest(Tenant tenant, Ask ask) {
        return digest(tenant, ask, ask.body().getBytes());
    }

    private Optional<String> digest(Tenant tenant, Ask ask, byte[] body) {
        var digest = Canonical.sha256();
        tenant(tenant, digest);
        standing.of(tenant, digest);
        Canonical.text(version, digest);
        Canonical.text(ask.operation().uri(), digest);
        Canonical.text(ask.fields().modelInPath() ? ask.fields().model() : "", digest);
        Stream.concat(
                        Stream.of(Optional.ofNullable(ask.wishes().route()), namespace(ask)),
                        headers.stream().map(name -> header(ask, name)))
                .forEach(part -> {
                    digest.update((byte) (part.isPresent() ? 1 : 0));
                    Canonical.text(part.orElse(""), digest);
                });
        try {
            boolean one = Canonical.digest(body, digest);
            return one ? Optional.of(HexFormat.of().formatHex(digest.digest())) : Optional.empty();
        } catch (IOException inDoubt) {
            return Optional.empty();
        }
    }

    /**
     * What it may use counts as well: a hit is not classified, so nobody else would notice that a reload has taken a
     * route or a model from the tenant.
     */
    private static void tenant(Tenant tenant, MessageDigest digest) {
        Canonical.text(tenant.name(), digest);
        digest.update((byte) (tenant.mayChoose() ? 1 : 0));
        for (List<String> names :
                List.of(tenant.routes(), tenant.backends(), tenant.grant().models())) {
            Canonical.text(Integer.toString(names.size()), digest);
            names.forEach(name -> Canonical.text(name, digest));
        }
    }

    private static Optional<String> namespace(Ask ask) {
        return Optional.of(ask.wishes().cache().namespace()).filter(name -> !name.isEmpty());
    }

    private static Optional<String> header(Ask ask, String name) {
        return Optional.ofNullable(ask.headers().get(name));
    }
}

package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Reply;
import io.frond.upstream.dialect.Dialect;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One URL of a backend, spoken to in its dialect. The innermost {@code Upstream}: no limits, no second try.
 *
 * @param name {@code general#1}
 */
record EndpointClient(
        String name,
        BackendConfig.Endpoint endpoint,
        BackendConfig config,
        Dialect dialect,
        HttpClient http,
        Whereabouts whereabouts,
        Surroundings around)
        implements Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointClient.class);
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(3);

    /** Fails, never throws: permissions and slots taken around this are given back only when a future ends. */
    @Override
    public Future<Reply> call(Call call) {
        return Future.<Void>succeededFuture().compose(nothing -> new Exchange(this, call).reply());
    }

    /** One of its streams has ended, without so many malformed events: {@code frond.events.dropped}. */
    void dropped(int events) {
        if (events > 0) {
            LOG.warn("endpoint {} sent malformed events: {} were left out of a stream", name, events);
            Counter.builder("frond.events.dropped")
                    .description("Malformed events left out of streams")
                    .tag("backend", config.name())
                    .register(around.meters())
                    .increment(events);
        }
    }

    Dialect.Target target() {
        return new Dialect.Target(config.model(), endpoint.key());
    }

    RequestOptions options(Call call, Dialect.Outgoing out) {
        return options(method(call.ask().operation().method()), base(endpoint.url()) + out.path());
    }

    /** @param path on the host */
    RequestOptions options(HttpMethod method, String path) {
        var url = endpoint.url();
        var options = new RequestOptions()
                .setMethod(method)
                .setHost(url.getHost())
                .setPort(Site.port(url))
                .setSsl(Site.isHttps(url))
                .setURI(path)
                .setFollowRedirects(false);
        var server = whereabouts.server();
        return server == null ? options : options.setServer(server);
    }

    private static HttpMethod method(String name) {
        return name.equals("POST") ? HttpMethod.POST : HttpMethod.valueOf(name);
    }

    private static String base(URI url) {
        var path = url.getRawPath() == null ? "" : url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** How long a finished stream is waited for to say that it has finished; ends before its silence would count. */
    Duration linger(Call call) {
        var half = config.timeout().with(call.patience()).idle().dividedBy(2);
        return half.compareTo(LONGEST_LINGER) < 0 ? half : LONGEST_LINGER;
    }
}

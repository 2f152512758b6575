package io.frond.config;

import static java.time.Duration.ofSeconds;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is found out about the endpoints of a backend beside its calls.
 *
 * @param discover what the host of a URL stands for: {@code off} for one endpoint, {@code a} for one per address, or
 *     the labels of service records, {@code _http._tcp}
 * @param health null where endpoints are not checked
 * @param hints null where their metrics are not read
 */
public record WatchConfig(
        String discover, @Nullable Health health, @Nullable Hints hints) {
    /** Nothing. */
    public static final WatchConfig NONE = new WatchConfig("off", null, null);

    /** Reads keys of the backend's own block. */
    static WatchConfig from(Section s) {
        return new WatchConfig(
                s.value(
                        "discover",
                        Wire.discovery(),
                        "off",
                        "what a URL stands for: off for one endpoint, a for one per address of its host, _http._tcp for"
                                + " one per service record of that name"),
                s.optionalBlock("health", "checks of endpoints, besides the calls themselves", Health::from),
                s.optionalBlock("hints", "load as vLLM and SGLang tell it in their metrics", Hints::from));
    }

    public boolean discovers() {
        return !discover.equals("off");
    }

    /**
     * @param path on the endpoint's host
     * @param every from the end of a check to the next, up to a tenth more or less
     * @param unhealthyAfter bad answers in a row that keep calls away
     * @param healthyAfter good answers in a row that let them come again
     */
    public record Health(String path, Duration every, Duration timeout, int unhealthyAfter, int healthyAfter) {

        private static Health from(Section s) {
            return new Health(
                    s.value("path", Wire.path(), "/health", "asked for by GET, on the endpoint's host: /v1/models"),
                    s.duration("every", ofSeconds(10), "from one check to the next, a tenth more or less"),
                    s.duration("timeout", ofSeconds(2), "for an answer"),
                    s.integer("unhealthy_after", 3, 1, 100, "bad answers in a row keep calls away"),
                    s.integer("healthy_after", 1, 1, 100, "good answers in a row let them come again"));
        }
    }

    /**
     * @param path on the endpoint's host
     * @param every from the end of a reading to the next
     */
    public record Hints(String path, Duration every) {

        private static Hints from(Section s) {
            return new Hints(
                    s.value("path", Wire.path(), "/metrics", "of the Prometheus text, on the endpoint's host"),
                    s.duration("every", ofSeconds(5), "from one reading to the next; three of them, and it is stale"));
        }
    }
}

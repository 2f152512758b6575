package io.frond.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint of a backend is chosen.
 *
 * @param by name of the {@code Balancer}
 * @param prefix so many bytes of a prompt's beginning tell which prompts begin alike
 * @param slowStart a new or recovered endpoint gets its full share after
 * @param sticky null where sessions are spread like everything else
 */
public record BalanceConfig(
        String by, int prefix, Duration slowStart, @Nullable Sticky sticky) {
    private static final int PREFIX = 4 << 10;
    private static final Duration SLOW_START = Duration.ofSeconds(30);

    /** What holds where nothing is said. */
    public static BalanceConfig usual(String by) {
        return new BalanceConfig(by, PREFIX, SLOW_START, Sticky.USUAL);
    }

    /** Reads keys of the backend's own block. */
    static BalanceConfig from(Section s, Names plugins) {
        return new BalanceConfig(
                s.choice("balance", plugins.balancers(), plugins.balancers().get(0), "how an endpoint is chosen"),
                (int) s.bytes("prefix", PREFIX, 64, 1 << 20, "with balance: prefix, what prompts must have in common"),
                s.value(
                        "slow_start",
                        Kinds.duration(Duration.ZERO, Duration.ofHours(1)),
                        SLOW_START,
                        "a new or recovered endpoint gets its full share after"),
                s.blockOrOff("sticky", "calls of one session go to one endpoint", Sticky::from));
    }

    /** @param header name of the header by which callers name their session */
    public record Sticky(String header) {
        static final Sticky USUAL = new Sticky("x-session-id");

        private static Sticky from(Section s) {
            return new Sticky(s.value(
                    "header",
                    Wire.header(),
                    USUAL.header,
                    "by which callers name their session; those of Claude Code and Open WebUI and the fields"
                            + " metadata.user_id and prompt_cache_key count too"));
        }
    }
}

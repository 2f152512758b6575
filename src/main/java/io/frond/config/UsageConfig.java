package io.frond.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where it is written down who used how much.
 *
 * @param folder of the embedded store; null where it is kept in memory, or in a Redis
 * @param store {@code memory} or the address of a Redis, where several nodes add up; memory where there is a folder
 * @param hours so long usage is told by the hour, from then on by the day
 * @param days so long it is told by the day
 * @param tags names whose values callers may give by {@code x-frond-tag-NAME}, in lower case
 */
public record UsageConfig(@Nullable Path folder, String store, Duration hours, Duration days, List<String> tags) {

    public static final UsageConfig USUAL =
            new UsageConfig(null, "memory", Duration.ofDays(7), Duration.ofDays(400), List.of());

    private static final int MOST_TAGS = 5;

    public UsageConfig {
        tags = List.copyOf(tags);
    }

    static UsageConfig from(Section s, boolean redis) {
        var folder = s.optional(
                "folder", Disk.ownFolder(), "keeps it over restarts, in files of its own; made where it is not there");
        var config = new UsageConfig(
                folder,
                RedisConfig.store(s, redis, "where it is kept; a Redis adds up what several Fronds count"),
                s.value("hours", days(60), USUAL.hours, "so long it is told by the hour, then by the day"),
                s.value("days", days(3660), USUAL.days, "so long it is told at all"),
                s.list("tags", tag(), "names whose values callers may give by the header x-frond-tag-NAME"));
        if (folder != null && !config.store.equals(USUAL.store)) {
            s.fault("store", "stands beside folder; only one of the two can hold it");
        }
        if (config.days.compareTo(config.hours) < 0) {
            s.fault("days", "is shorter than hours");
        }
        if (config.tags.size() > MOST_TAGS) {
            s.fault("tags", "names more than " + MOST_TAGS);
        }
        return config;
    }

    public boolean inRedis() {
        return store.equals("redis");
    }

    /** Whether what is kept for one can go on being kept for the other: the place is the same, or neither has one. */
    public boolean isKeptAs(UsageConfig other) {
        return Objects.equals(folder, other.folder) && store.equals(other.store);
    }

    private static Kind<Duration> days(int most) {
        return Kinds.duration(Duration.ofDays(1), Duration.ofDays(most));
    }

    private static Kind<String> tag() {
        return Kind.of("tag", "team", Schemas.text(), word -> {
            if (!word.text().matches("[A-Za-z0-9][A-Za-z0-9-]{0,31}")) {
                throw new Unfit(word.shown() + " is no name of a tag: up to 32 letters, digits and hyphens");
            }
            return word.text().toLowerCase(Locale.ROOT);
        });
    }
}

package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.LimitsConfig.OnOutage;
import io.frond.config.RedisConfig.Cluster;
import io.frond.config.RedisConfig.Login;
import io.frond.config.RedisConfig.Sentinels;
import io.frond.config.RedisConfig.Standalone;
import io.frond.config.RedisConfig.Tls;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisConfigTest {
    private static final String BACKEND = "backends: { main: { url: http://localhost:11434/v1 } }\n";
    private static final Login NOBODY = new Login(null, null);

    @Test
    void withoutTheBlockNothingIsShared() {
        var config = Given.config(BACKEND);

        assertThat(config.redis()).isNull();
        assertThat(config.limits()).isEqualTo(LimitsConfig.inMemory());
        assertThat(config.cache().store()).isEqualTo("memory");
    }

    @Test
    void aUrlIsAllThatASingleServerNeeds() {
        assertThat(redis("url: redis://cache"))
                .isEqualTo(new RedisConfig(new Standalone(new HostPort("cache", 6379)), NOBODY, 0, null));
        assertThat(redis("url: \"rediss://me:p%40ss+word@[::1]:7000/3\""))
                .isEqualTo(new RedisConfig(
                        new Standalone(new HostPort("::1", 7000)),
                        new Login("me", new Secret("p@ss+word")),
                        3,
                        new Tls(null, null)));
        assertThat(redis("url: \"redis://:pw@cache\"").login()).isEqualTo(new Login(null, new Secret("pw")));
    }

    @Test
    void theLoginMayStandBesideTheAddress() {
        assertThat(redis("url: redis://cache, user: frond, password: pw").login())
                .isEqualTo(new Login("frond", new Secret("pw")));
    }

    @Test
    void aClusterIsFoundFromSomeOfItsServers() {
        assertThat(redis("cluster: [\"a:7000\", \"b:7000\"], tls: {}"))
                .isEqualTo(new RedisConfig(
                        new Cluster(List.of(new HostPort("a", 7000), new HostPort("b", 7000))),
                        NOBODY,
                        0,
                        new Tls(null, null)));
    }

    @Test
    void sentinelsHaveALoginOfTheirOwn() {
        assertThat(redis("sentinel: { master: frond, nodes: [\"s:26379\"], password: theirs }, password: its"))
                .isEqualTo(new RedisConfig(
                        new Sentinels(
                                "frond", List.of(new HostPort("s", 26379)), new Login(null, new Secret("theirs"))),
                        new Login(null, new Secret("its")),
                        0,
                        null));
    }

    @Test
    void limitsSayWhereTheyAreCountedAndWhatHoldsWithoutIt() {
        assertThat(Given.config(BACKEND + "redis: { url: redis://r }\nlimits: { store: redis, on_outage: closed }")
                        .limits())
                .isEqualTo(new LimitsConfig("redis", OnOutage.CLOSED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis: {}|exactly one of url, cluster and sentinel",
                "redis: { url: redis://r, cluster: [\"a:1\"] }|exactly one of url, cluster and sentinel",
                "redis: { url: http://r }|is not redis://user:password@host:port/database",
                "redis: { url: redis://r:70000 }|port out of range",
                "redis: { url: \"redis://me@r\" }|names a user without a password",
                "redis: { url: \"redis://:%zz@r\" }|two hex digits",
                "redis: { url: \"redis://:a@r\", password: b }|stands under user or password too",
                "redis: { url: redis://r, user: me }|needs its password",
                "redis: { sentinel: { master: m } }|at least one sentinel",
                "cache: { store: redis }|no redis block",
                "limits: { store: redis }|no redis block",
                "cache: { store: redis://r }|stands under redis.url",
                "limits: { on_outage: shut }|not one of local, open, closed",
            })
    void mistakesAreNamed(String yaml, String problem) {
        assertThat(Given.faults(BACKEND + yaml))
                .anySatisfy(fault -> assertThat(fault.toString()).contains(problem));
    }

    private static RedisConfig redis(String block) {
        return Objects.requireNonNull(
                Given.config(BACKEND + "redis: { " + block + " }").redis());
    }
}

package io.frond.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.ConfigFile;
import io.frond.config.Names;
import io.frond.model.Money;
import io.frond.model.Price;
import io.frond.model.Tenant;
import io.frond.testing.SampleAsk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoughEstimatesTest {
    private static final Names NAMES = new Names(List.of("openai"), List.of("p2c"), List.of("lucene"));
    private static final Price DEAR = Price.of(Money.of("10"), Money.of("10"));
    private static final String FILE = """
            backends: { cheap: { url: http://a }, dear: { url: http://b } }
            routes: { talk: { to: cheap } }
            tenants:
              acme: { keys: [{ name: k, hash: "sha256:%s" }] }
              globex: { keys: [{ name: k, hash: "sha256:%s" }], override: { routes: { talk: { to: dear } } } }
            """.formatted("a".repeat(64), "b".repeat(64));

    @Test
    void aRouteCostsWhatTheBackendCostsToWhichItLeadsForThatTenant() {
        var config = new ConfigFile(NAMES, name -> null).parse("test", Path.of("."), FILE);
        var estimates =
                new RoughEstimates(config, SampleAsk::tokens, (backend, model) -> backend.equals("dear") ? DEAR : null);
        var ask = new SampleAsk().model("talk").build();

        assertThat(estimates.atMost(tenant("acme"), ask, 100, 100)).isEqualTo(Money.ZERO);
        assertThat(estimates.atMost(tenant("globex"), ask, 100, 100)).isEqualTo(Money.of("0.002"));
    }

    private static Tenant tenant(String name) {
        return new Tenant(name, "k", List.of("talk"), List.of("cheap", "dear"), false);
    }
}

package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.classify.Classifier;
import io.frond.classify.Classifiers;
import io.frond.config.ClassifyConfig;
import io.frond.config.Config;
import io.frond.model.Clock;
import io.frond.model.Credential;
import io.frond.model.Limits;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.frond.tenant.ConfiguredTenants;
import io.frond.tenant.Sources;
import io.frond.testing.Given;
import io.frond.testing.Inline;
import io.frond.testing.SampleConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of models is made by one step and names are accepted by another: over every name here they agree. */
@ExtendWith(VertxExtension.class)
class ListedModelsTest {
    private static final List<String> NAMES = List.of(
            "auto",
            "our-model",
            "contracts",
            "policy",
            "talk",
            "legal-ft",
            "redraft",
            "general",
            "gpt-4o",
            "hidden",
            "secret",
            "*",
            "nobody",
            "");
    private static final Config CONFIG = classifying(new SampleConfig()
            .backend("legal-ft", "redraft")
            .backend("general", "gpt-4o")
            .backend("hidden", "secret")
            .route("contracts", "legal-ft")
            .route("policy", "general")
            .route("talk", "hidden")
            .tenant("acme", "demo-acme", List.of(), Limits.NONE)
            .tenant("globex", "demo-globex", List.of("contracts", "policy"), Limits.NONE)
            .build());

    @ParameterizedTest
    @ValueSource(strings = {"demo-acme", "demo-globex"})
    void whatIsListedIsAcceptedAndWhatIsAcceptedIsListed(String key, Vertx vertx) {
        var classifier =
                Classifiers.of(vertx, CONFIG, Inline.WORKERS, Optional.empty()).result();
        var tenant = ConfiguredTenants.of(CONFIG, Sources.none(Clock.system()))
                .identify(Credential.of(key))
                .result();

        assertThat(NAMES).containsAll(tenant.models());
        assertThat(NAMES.stream().filter(name -> accepted(classifier, tenant, name)))
                .containsExactlyInAnyOrderElementsOf(tenant.models());
    }

    private static boolean accepted(Classifier classifier, Tenant tenant, String model) {
        var verdict = classifier.classify(tenant, Given.model(model));
        assertThat(verdict.isComplete()).isTrue();
        if (verdict.failed()) {
            assertThat(((Refused) verdict.cause()).reason()).isEqualTo(Reason.CALLER_MODEL);
        }
        return verdict.succeeded();
    }

    private static Config classifying(Config config) {
        return new Config(
                config.server(),
                config.backends(),
                config.knowledge(),
                new ClassifyConfig(List.of("auto", "our-model"), "off", 0.08, Duration.ofSeconds(1)),
                config.routes(),
                config.defaultRoute(),
                config.cache(),
                config.redis(),
                config.limits(),
                config.tenants(),
                config.identity(),
                config.log(),
                config.prices(),
                config.usage(),
                config.files(),
                config.version(),
                config.effective());
    }
}

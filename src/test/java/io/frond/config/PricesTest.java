package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Money;
import io.frond.model.Price;
import io.frond.model.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
    private static final Path SAMPLE =
            Path.of("src/test/resources/prices/sample.json").toAbsolutePath();
    private static final String YAML = "prices: " + SAMPLE + """

            backends:
              own: { url: http://a/v1, price: { input: 2.50, output: 10, cached: 1.25 } }
              several:
                url: http://b/v1
                model_prices: { big/one: { input: 3, output: 15, reasoning: 20 }, imagined-chat: { input: 1, output: 1 } }
              bare: { url: http://c/v1 }
            """;

    @TempDir
    Path folder;

    private static @Nullable Price price(String backend, String model) {
        return Given.config(YAML).prices().of(backend, model);
    }

    private static Price known(String backend, String model) {
        return Objects.requireNonNull(price(backend, model), model);
    }

    @ParameterizedTest
    @CsvSource({
        // backend, model, of 1M prompt tokens with 0.4M cached and 1M written with 0.5M reasoning
        "own, whatever, 12.00",
        "own, imagined-chat, 12.00",
        "several, big/one, 20.5",
        "several, imagined-chat, 2",
        "several, imagined-embedding, 0.02",
        "bare, imagined-chat, 0.855",
        "bare, imagined-per-call, 3.005"
    })
    void whatTheOperatorSaysComesBeforeTheImportedFile(String backend, String model, String cost) {
        assertThat(known(backend, model).cost(Usage.of(1_000_000, 400_000, 1_000_000, 500_000)))
                .isEqualTo(Money.of(cost));
    }

    @ParameterizedTest
    @CsvSource({"bare, never-heard-of", "bare, sample_spec", "bare, imagined-picture", "several, small/one", "nobody, x"
    })
    void whatNobodyPricesHasNoPrice(String backend, String model) {
        assertThat(price(backend, model)).isNull();
    }

    @Test
    void aNewPriceIsNoOtherBackend() {
        var dearer = Given.config(YAML.replace("2.50", "2.60"));
        assertThat(dearer.backends()).isEqualTo(Given.config(YAML).backends());
        assertThat(dearer).isNotEqualTo(Given.config(YAML));
        assertThat(dearer.version()).isEqualTo(Given.config(YAML).version());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ input: 1 } | needs output",
                "{ input: -1, output: 1 } | out of range",
                "{ input: cheap, output: 1 } | no amount",
                "{ input: 0.00000000001, output: 1 } | nine decimal places",
                "{ input: 1, output: 1, cache: 1 } | cache"
            })
    void aFaultyPriceIsToldWithItsPlace(String price, String problem) {
        assertThat(Given.faults("backends: { main: { url: http://a/v1, price: " + price + " } }"))
                .anySatisfy(fault -> assertThat(fault.toString()).contains(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | is not an object",
                "{} | gives no model's",
                "{\"m\": | is not JSON",
                "{\"m\":{\"input_cost_per_token\":0.00025,\"output_cost_per_token\":0.25}} | US dollars per token",
                "{\"m\":{\"input_cost_per_token\":-1}} | US dollars per token"
            })
    void aFileThatCannotBeMeantIsRefused(String json, String problem) throws Exception {
        var file = Files.writeString(folder.resolve("prices.json"), json);
        assertThat(Given.faults("prices: " + file + "\nbackends: { main: { url: http://a/v1 } }"))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ folder: ./u, store: redis } | only one of the two",
                "{ hours: 10d, days: 5d } | shorter than hours",
                "{ tags: [\"a b\"] } | no name of a tag"
            })
    void whereUsageIsKeptMustMakeSense(String usage, String problem) {
        assertThat(Given.faults(
                        "redis: { url: redis://a }\nusage: " + usage + "\nbackends: { main: { url: http://a/v1 } }"))
                .singleElement()
                .asString()
                .contains(problem);
    }
}

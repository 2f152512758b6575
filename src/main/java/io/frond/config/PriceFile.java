package io.frond.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.frond.model.Money;
import io.frond.model.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LiteLLM's public price file, {@code model_prices_and_context_window.json}: an object by model names whose fields give
 * US dollars per single token. Fields of other things are passed over, and models that are not priced by tokens. A price
 * is rounded to a billionth of a dollar per million tokens.
 */
final class PriceFile {
    static final long LARGEST = 16 << 20;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int PLACES = 9;
    /** Per million tokens. Files that count in cents, or per thousand tokens, come out above. */
    private static final Money DEAREST = Money.of("10000");

    private final Path file;
    private final Map<String, Price> prices = new HashMap<>();

    private PriceFile(Path file) {
        this.file = file;
    }

    static Map<String, Price> read(Path file, String json) throws Unfit {
        var reading = new PriceFile(file);
        try (var parser = JSON.createParser(json)) {
            reading.models(parser);
        } catch (IOException e) {
            throw new Unfit(file + " is not JSON");
        }
        if (reading.prices.isEmpty()) {
            throw new Unfit(file + " gives no model's input_cost_per_token");
        }
        return reading.prices;
    }

    private void models(JsonParser parser) throws IOException, Unfit {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new Unfit(file + " is not an object by model names");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String model = parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                add(model, costs(parser));
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The numbers of one model whose names tell a cost. */
    private static Map<String, BigDecimal> costs(JsonParser parser) throws IOException {
        var costs = new HashMap<String, BigDecimal>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken().isNumeric() && name.contains("cost")) {
                costs.put(name, parser.getDecimalValue());
            }
            parser.skipChildren();
        }
        return costs;
    }

    private void add(String model, Map<String, BigDecimal> costs) throws Unfit {
        var input = perMillion(model, costs.get("input_cost_per_token"));
        var output = perMillion(model, costs.get("output_cost_per_token"));
        if (input == null || model.equals("sample_spec")) {
            return;
        }
        var cached = perMillion(model, costs.get("cache_read_input_token_cost"));
        var toCache = perMillion(model, costs.get("cache_creation_input_token_cost"));
        var reasoning = perMillion(model, costs.get("output_cost_per_reasoning_token"));
        var request = costs.get("input_cost_per_request");
        var written = output == null ? Money.ZERO : output;
        prices.put(
                model,
                new Price(
                        input,
                        written,
                        cached == null ? input : cached,
                        reasoning == null ? written : reasoning,
                        request == null ? Money.ZERO : amount(model, request),
                        toCache == null ? input : toCache));
    }

    private @Nullable Money perMillion(String model, @Nullable BigDecimal perToken) throws Unfit {
        return perToken == null ? null : amount(model, perToken.movePointRight(6));
    }

    private Money amount(String model, BigDecimal dollars) throws Unfit {
        if (dollars.signum() < 0 || dollars.compareTo(BigDecimal.valueOf(DEAREST.nanos(), PLACES)) > 0) {
            throw new Unfit(file + ": a price of " + Word.quoted(model)
                    + " is below 0 or above 10000 dollars per million tokens; the file must give US dollars per token");
        }
        return Money.of(dollars.setScale(PLACES, RoundingMode.HALF_UP));
    }
}

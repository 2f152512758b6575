package io.frond.config;

import io.frond.model.Money;
import io.frond.model.Price;
import io.frond.model.Prices;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What models cost. What the operator says of a model at a backend comes first, then what is said of the backend, then
 * the imported file.
 *
 * @param backends by name
 * @param imported by the model's name
 */
public record PriceList(Map<String, Offer> backends, Map<String, Price> imported) implements Prices {

    public static final PriceList NONE = new PriceList(Map.of(), Map.of());

    public PriceList {
        backends = Map.copyOf(backends);
        imported = Map.copyOf(imported);
    }

    /**
     * @param usual of all its models that have none of their own; null where that is not said
     * @param models by name
     */
    public record Offer(@Nullable Price usual, Map<String, Price> models) {
        public Offer {
            models = Map.copyOf(models);
        }
    }

    @Override
    public @Nullable Price of(String backend, String model) {
        var offer = backends.get(backend);
        var own = offer == null ? null : offer.models.getOrDefault(model, offer.usual);
        return own == null ? imported.get(model) : own;
    }

    /** Collects what backends cost while they are read. */
    static final class Collected {
        private final Map<String, Offer> backends = new LinkedHashMap<>();

        void read(String backend, Section s) {
            var usual = s.optionalBlock("price", "what it costs, in US dollars per million tokens", Collected::price);
            var models = s.named(
                    "model_prices",
                    Kinds.text(),
                    "the same for single models, where it serves several",
                    (model, own) -> price(own));
            if (usual != null || !models.isEmpty()) {
                backends.put(backend, new Offer(usual, models));
            }
        }

        private static Price price(Section s) {
            var input = s.required("input", PriceKinds.dollars(), "tokens read");
            var output = s.required("output", PriceKinds.dollars(), "tokens written");
            var cached =
                    s.optional("cached", PriceKinds.dollars(), "tokens read that it had cached; without it, as input");
            var cacheWrite = s.optional(
                    "cache_write",
                    PriceKinds.dollars(),
                    "tokens read that it put into its cache; without it, as input");
            var reasoning = s.optional("reasoning", PriceKinds.dollars(), "tokens of reasoning; without it, as output");
            var request = s.value(
                    "request", PriceKinds.dollars(), Money.ZERO, "each request, beside its tokens; plain US dollars");
            return new Price(
                    input,
                    output,
                    cached == null ? input : cached,
                    reasoning == null ? output : reasoning,
                    request,
                    cacheWrite == null ? input : cacheWrite);
        }

        PriceList with(Map<String, Price> imported) {
            return new PriceList(backends, imported);
        }
    }
}

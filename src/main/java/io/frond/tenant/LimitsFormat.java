package io.frond.tenant;

import io.frond.model.Limits;
import io.frond.model.Limits.Kind;
import io.frond.model.Limits.Unit;
import io.frond.model.Money;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Limits as the stores and the operators' port write them: in the words of the configuration, dollars as a decimal number
 * in text. What this Frond does not know is an error: a limit that is passed over would let a key do more.
 */
public final class LimitsFormat {
    private static final String MAX_TOKENS = "max_tokens";
    private static final String RESERVE = "reserve";
    private static final String MODELS = "models";
    private static final Map<String, Kind> KINDS =
            Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::word, Function.identity()));

    private LimitsFormat() {}

    public static JsonObject write(Limits limits) {
        var json = new JsonObject();
        limits.amounts().forEach((kind, amount) -> json.put(kind.word(), written(kind, amount)));
        if (limits.maxTokens() != null) {
            json.put(MAX_TOKENS, limits.maxTokens());
        }
        if (limits.reserve() != null) {
            json.put(RESERVE, limits.reserve());
        }
        if (!limits.models().isEmpty()) {
            var models = new JsonObject();
            limits.models().forEach((name, model) -> models.put(name, write(model)));
            json.put(MODELS, models);
        }
        return json;
    }

    private static Object written(Kind kind, long amount) {
        return kind.unit() == Unit.NANO_USD ? new Money(amount).toString() : (Object) amount;
    }

    /** Throws a {@link RuntimeException} where they are none. */
    static Limits read(@Nullable JsonObject json) {
        if (json == null) {
            return Limits.NONE;
        }
        var amounts = new EnumMap<Kind, Long>(Kind.class);
        var models = new LinkedHashMap<String, Limits>();
        for (var word : json.fieldNames()) {
            switch (word) {
                case MAX_TOKENS, RESERVE -> {}
                case MODELS -> json.getJsonObject(MODELS).forEach(one -> models.put(one.getKey(), model(one)));
                default -> amounts.put(kind(word), amount(kind(word), json));
            }
        }
        return new Limits(amounts, json.getLong(MAX_TOKENS), json.getLong(RESERVE), models);
    }

    private static Limits model(Map.Entry<String, Object> one) {
        return read((JsonObject) one.getValue());
    }

    private static Kind kind(String word) {
        var kind = KINDS.get(word);
        if (kind == null) {
            throw new IllegalArgumentException("a key with a limit that is not known here");
        }
        return kind;
    }

    private static long amount(Kind kind, JsonObject json) {
        return kind.unit() == Unit.NANO_USD
                ? Money.of(json.getString(kind.word())).nanos()
                : json.getLong(kind.word());
    }
}

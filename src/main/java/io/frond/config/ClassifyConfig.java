package io.frond.config;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * How requests that name no route are told apart.
 *
 * @param models names by which a request asks for classification, {@code auto} always among them
 * @param embed {@code builtin} or {@code off}
 * @param minMargin distance between best and second below which the default route is taken, 0 to 1
 * @param timeout longest wait for an embedding
 * @param mistake what wrong decisions cost
 */
public record ClassifyConfig(
        List<String> models, String embed, double minMargin, Duration timeout, MistakeConfig mistake) {

    /** Where all mistakes cost the same. */
    public ClassifyConfig(List<String> models, String embed, double minMargin, Duration timeout) {
        this(models, embed, minMargin, timeout, MistakeConfig.USUAL);
    }

    public ClassifyConfig {
        models = List.copyOf(models);
    }

    static ClassifyConfig from(Section s, Claims claims) {
        var models = new LinkedHashSet<String>();
        models.add("auto");
        models.addAll(s.list("models", claims.modelOrAuto(), "model names, besides auto, by which clients ask for it"));
        return new ClassifyConfig(
                List.copyOf(models),
                s.choice("embed", List.of("builtin", "off"), "builtin", "what turns questions into vectors"),
                s.share(
                        "min_margin",
                        0.08,
                        "distance of the best route from the second below which the default is taken"),
                s.duration(
                        "timeout", Duration.ofMillis(50), "longest wait for an embedding; then the default is taken"),
                s.block(
                        "mistake",
                        "what wrong decisions cost, an answer by another route of the same kind being 1",
                        MistakeConfig::from));
    }
}

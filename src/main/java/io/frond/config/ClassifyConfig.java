package io.frond.config;

import java.time.Duration;
import java.util.List;

/**
 * How requests that name no route are told apart.
 *
 * @param models names by which a request asks for classification, {@code auto} always among them
 * @param embed {@code builtin} or {@code off}
 * @param minMargin distance between best and second below which the default route is taken, 0 to 1
 * @param timeout longest wait for an embedding
 */
public record ClassifyConfig(List<String> models, String embed, double minMargin, Duration timeout) {

    public ClassifyConfig {
        models = List.copyOf(models);
    }
}

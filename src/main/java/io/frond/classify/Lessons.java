package io.frond.classify;

import io.frond.config.RouteConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What the routes' examples teach.
 *
 * @param routes names of the routes that have examples, in the order of the config
 * @param texts examples, as the text of a request would be cut
 * @param labels index into {@code routes} for each text
 */
record Lessons(List<String> routes, List<String> texts, List<Integer> labels) {

    static Lessons of(Collection<RouteConfig> configured) {
        var routes = new ArrayList<String>();
        var texts = new ArrayList<String>();
        var labels = new ArrayList<Integer>();
        for (RouteConfig route : configured) {
            var distinct = new LinkedHashSet<String>();
            route.examples().stream()
                    .map(Conversation::bounded)
                    .filter(t -> !t.isEmpty())
                    .forEach(distinct::add);
            if (!distinct.isEmpty()) {
                distinct.forEach(text -> labels.add(routes.size()));
                texts.addAll(distinct);
                routes.add(route.name());
            }
        }
        return new Lessons(routes, texts, labels);
    }

    int size() {
        return texts.size();
    }
}

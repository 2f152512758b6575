package io.frond.quality;

import io.frond.embed.Embedders;
import io.frond.model.Verdict;
import io.frond.quality.RoutingData.Row;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The tasks that routing is measured on, one after another. */
final class RoutingTasks {
    private static final String OUT = "oos";
    private static final int QUESTIONS = 6_000;
    private static final int MANY = 100;
    private static final double CONFIDENT = 0.9;

    private final Vertx vertx;
    private final RoutingVectors vectors;
    private final Routing.Wanted wanted;
    private final List<RoutingFigures> done = new ArrayList<>();

    RoutingTasks(Vertx vertx, RoutingVectors vectors, Routing.Wanted wanted) {
        this.vertx = vertx;
        this.vectors = vectors;
        this.wanted = wanted;
    }

    List<RoutingFigures> all() throws IOException {
        var backends = read("route-backend", "label");
        fewShot("backend3_k50", backends, 50);
        fewShot("backend3_k8", backends, 8);
        lexical(backends);
        fewShot("clinc_domains_k50", read("route-clinc150", "route"), 50);
        fewShot("clinc_intents_k10", read("route-clinc150", "intent"), 10);
        unseen(backends);
        if (asked("mmlu")) {
            done.add(new RoutingOutcomes(vectors, wanted).measured());
        }
        return done;
    }

    private RoutingData read(String set, String label) throws IOException {
        return RoutingData.read(wanted.data(), wanted.train(), set, json -> json.getString(label));
    }

    private boolean asked(String task) {
        return wanted.only().isEmpty() || wanted.only().contains(task);
    }

    private void fewShot(String name, RoutingData data, int each) {
        if (!asked(name)) {
            return;
        }
        var figures = new RoutingFigures(name);
        var routes = data.where(row -> !row.label().equals(OUT));
        for (int seed = 0; seed < wanted.seeds(); seed++) {
            long began = System.nanoTime();
            var tenant = RoutingTenant.of(vertx, routes.few(each, seed), Optional.of(vectors.embedders()));
            figures.add("learning_s", (System.nanoTime() - began) / 1e9);
            note(figures, scores(tenant, RoutingData.some(data.questions(), QUESTIONS, seed)));
        }
        finished(figures);
    }

    private void finished(RoutingFigures figures) {
        System.err.print(figures.lines());
        done.add(figures);
    }

    private static RoutingScores scores(RoutingTenant tenant, List<Row> questions) {
        var verdicts = questions.parallelStream()
                .map(row -> tenant.verdict(row.text()))
                .toList();
        var scores = new RoutingScores();
        for (int i = 0; i < verdicts.size(); i++) {
            var label = questions.get(i).label();
            if (label.equals(OUT)) {
                scores.stranger(verdicts.get(i));
            } else {
                scores.asked(verdicts.get(i), label);
            }
        }
        return scores;
    }

    private static void note(RoutingFigures figures, RoutingScores scores) {
        figures.add("accuracy", scores.accuracy());
        figures.add("cov98", scores.coverage(0.98));
        figures.add("ece", scores.ece());
        figures.add("overconfidence", scores.overconfidence());
        if (scores.strangers() > 0) {
            figures.add("oos_auroc", scores.auroc());
            figures.add("oos_recall95", scores.recall(0.95));
        }
    }

    private void lexical(RoutingData backends) {
        if (!asked("backend3_lexical_k50")) {
            return;
        }
        var figures = new RoutingFigures("backend3_lexical_k50");
        for (int seed = 0; seed < wanted.seeds(); seed++) {
            var tenant = RoutingTenant.of(vertx, backends.few(50, seed), Optional.<Future<Embedders>>empty());
            note(figures, scores(tenant, backends.questions()));
            figures.add("cpu_us", RoutingPace.microseconds(tenant, RoutingData.some(backends.questions(), 300, seed)));
        }
        finished(figures);
    }

    /** Each source is asked about where it was not among the examples. */
    private void unseen(RoutingData backends) {
        if (!asked("unseen")) {
            return;
        }
        var sources = new HashSet<String>();
        backends.questions().forEach(row -> sources.add(source(row)));
        var figures = new RoutingFigures("unseen");
        for (String source : sources.stream().sorted().toList()) {
            for (int seed = 0; seed < wanted.seeds(); seed++) {
                unseen(backends, source, seed, figures);
            }
        }
        finished(figures);
    }

    private void unseen(RoutingData backends, String source, int seed, RoutingFigures figures) {
        var tenant = RoutingTenant.of(
                vertx,
                backends.where(row -> !source(row).equals(source)).few(MANY, seed),
                Optional.of(vectors.embedders()));
        var asked = RoutingData.only(backends.questions(), row -> source(row).equals(source));
        double wrong = 0;
        double right = 0;
        for (Row row : asked) {
            var best = best(tenant.verdict(row.text()));
            right += best.name().equals(row.label()) ? 1 : 0;
            wrong += !best.name().equals(row.label()) && best.probability() >= CONFIDENT ? 1 : 0;
        }
        figures.add("wrong_confident", wrong / asked.size());
        figures.add("wrong_confident_" + source, wrong / asked.size());
        figures.add("accuracy", right / asked.size());
    }

    private static Verdict.Candidate best(Verdict verdict) {
        return verdict.candidates().get(0);
    }

    private static String source(Row row) {
        return row.line().getString("source");
    }
}

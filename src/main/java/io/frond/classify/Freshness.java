package io.frond.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How likely it is that the right answer to a question depends on the day it is asked: a linear model over wording,
 * learnt from questions that come with Frond. English. Microseconds.
 */
final class Freshness {
    private static final Softmax.Fit FIT = new Softmax.Fit(5e-4, 30, 1);
    private static final int NOW = 1;

    private final Wording wording;
    private final double temperature;

    private Freshness(Wording wording, double temperature) {
        this.wording = wording;
        this.temperature = temperature;
    }

    /** Takes some hundredths of a second. */
    static Freshness learn() {
        var always = lines("always.txt");
        var texts = new ArrayList<>(always);
        texts.addAll(lines("now.txt"));
        var labels = new ArrayList<Integer>();
        for (int i = 0; i < texts.size(); i++) {
            labels.add(i < always.size() ? 0 : NOW);
        }
        var lexicon = Lexicon.of(texts);
        var examples =
                new Softmax.Examples(texts.stream().map(lexicon::features).toList(), labels, 2, Ngrams.BUCKETS);
        var trained = Trained.on(examples, List.of("always", "now"), FIT);
        return new Freshness(
                Wording.of(lexicon, trained.model()), trained.calibrated().temperature());
    }

    /** 0 to 1. */
    double of(String text) {
        return Softmax.probabilities(wording.scores(text), temperature)[NOW];
    }

    private static List<String> lines(String name) {
        var found = Objects.requireNonNull(Freshness.class.getResourceAsStream(name), name);
        try (var in = new BufferedReader(new InputStreamReader(found, StandardCharsets.UTF_8))) {
            return in.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

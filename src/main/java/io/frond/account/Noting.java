package io.frond.account;

import io.frond.model.Ask;
import io.frond.model.Usage;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From a request that has ended to what is added up of it. */
final class Noting {
    private static final String HEADER = "x-frond-tag-";
    private static final int LONGEST = 64;
    private static final Set<String> HITS = Set.of("hit", "semantic", "collapsed");

    private final List<String> tags;

    Noting(List<String> tags) {
        this.tags = tags;
    }

    Consumer who(Line line, Bill bill, @Nullable Ask ask) {
        var model = bill.model().isEmpty() ? line.model() : bill.model();
        return new Consumer(
                line.tenant(),
                line.key(),
                line.route(),
                cut(model, 2 * LONGEST),
                bill.backend(),
                ask == null ? "" : tags(ask));
    }

    /** Commas and equals signs part them, so they cannot be in one. */
    private String tags(Ask ask) {
        var given = new TreeMap<String, String>();
        for (String name : tags) {
            var value = ask.headers().get(HEADER + name);
            if (value != null && !value.isBlank()) {
                given.put(name, cut(value.strip().replaceAll("[,=\\p{Cntrl}]", "_"), LONGEST));
            }
        }
        var words = new StringBuilder();
        given.forEach((name, value) -> words.append(words.isEmpty() ? "" : ",")
                .append(name)
                .append('=')
                .append(value));
        return words.toString();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    static Tally tally(Line line, Bill bill) {
        var usage = bill.usage();
        var cost = bill.cost();
        boolean hit = HITS.contains(line.cache());
        return new Tally()
                .add(Counted.REQUESTS, 1)
                .add(Counted.ERRORS, line.error().isEmpty() ? 0 : 1)
                .add(Counted.CACHE_HITS, hit ? 1 : 0)
                .add(Counted.TOKENS_IN, usage.prompt())
                .add(Counted.TOKENS_CACHED, usage.cached())
                .add(Counted.TOKENS_OUT, usage.completion())
                .add(Counted.TOKENS_REASONING, usage.reasoning())
                .add(Counted.TOKENS_LOST, bill.lost())
                .add(Counted.COST, cost == null ? 0 : cost.nanos())
                .add(Counted.UNPRICED, bill.unpriced() ? 1 : 0)
                .add(Counted.ESTIMATED, usage.basis() == Usage.Basis.ESTIMATED ? 1 : 0);
    }
}

package io.frond.cache;

import io.frond.cache.NearVectors.Near;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one scope: of one tenant, with the same instructions, history and parameters, so that only the last
 * question differs. Thread-safe; a search of 100,000 questions holds the lock for some tenths of a millisecond.
 */
final class Pool {
    /** So many of the nearest are looked at. */
    private static final int AROUND = 8;
    /** Answers that a fresh one is compared with. */
    private static final int RIVALS = 3;
    /** Bytes of an entry beside its texts and vector: objects and the links of a map, roughly. */
    private static final int OVERHEAD = 300;

    private static final int EMPTY = 2_500;
    /** With so few questions half of what is around is known. */
    private static final double FEW = 50;
    /** How fast nearness fades with the cosine. */
    private static final double FADING = 20;

    private final NearVectors vectors;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byKey = new HashMap<>();
    private final int dimensions;
    private long bytes = EMPTY;
    /** Goes round: the newest takes the place of the one that is forgotten, and is passed by. */
    private int hand;

    Pool(int dimensions) {
        this.dimensions = dimensions;
        vectors = new NearVectors(dimensions);
    }

    /**
     * What was found for a question.
     *
     * @param best whose answer might do; null where there is none
     * @param evidence for it
     * @param rivals entries of different answers nearby, the best first
     */
    record Sight(@Nullable Entry best, @Nullable Evidence evidence, List<Entry> rivals) {
        static final Sight NOTHING = new Sight(null, null, List.of());
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized Sight look(Wording asked, float[] vector) {
        var around = vectors.nearest(vector, AROUND);
        var admitted = new ArrayList<Near>();
        Wording words = null;
        for (Near near : around) {
            var wording = new Wording(entries.get(near.number()).text);
            if (Guards.against(asked, wording) == null) {
                admitted.add(near);
                words = words == null ? wording : words;
            }
        }
        return words == null ? Sight.NOTHING : sight(admitted, around, Guards.overlap(asked, words));
    }

    private Sight sight(List<Near> admitted, List<Near> around, double overlap) {
        var best = entries.get(admitted.getFirst().number());
        double similarity = admitted.getFirst().cosine();
        double other = around.getLast().cosine();
        double mine = 0;
        double all = 0;
        for (Near near : around) {
            double weight = Math.exp(FADING * (near.cosine() - similarity));
            boolean same = entries.get(near.number()).group() == best.group();
            all += weight;
            mine += same ? weight : 0;
            other = same ? other : Math.max(other, near.cosine());
        }
        double known = entries.size() / (entries.size() + FEW);
        double margin = (similarity - other) * known;
        var evidence = new Evidence(similarity, margin, overlap, mine / all * known, best.right, best.judged);
        return new Sight(best, evidence, rivals(admitted));
    }

    private List<Entry> rivals(List<Near> admitted) {
        var groups = new ArrayList<Entry>();
        var rivals = new ArrayList<Entry>();
        for (Near near : admitted) {
            var entry = entries.get(near.number());
            if (rivals.size() < RIVALS && !groups.contains(entry.group())) {
                groups.add(entry.group());
                rivals.add(entry);
            }
        }
        return rivals;
    }

    /** Keeps a question that has just been answered. One of the same key gives way. */
    synchronized void add(Entry entry, float[] vector) {
        var before = byKey.get(entry.key);
        if (before != null) {
            remove(before);
        }
        entry.number = entries.size();
        entries.add(entry);
        byKey.put(entry.key, entry);
        vectors.add(vector);
        bytes += weight(entry);
    }

    synchronized void remove(Entry entry) {
        if (byKey.remove(entry.key, entry)) {
            vectors.remove(entry.number);
            bytes -= weight(entry);
            var last = entries.removeLast();
            if (last != entry) {
                last.number = entry.number;
                entries.set(entry.number, last);
            }
        }
    }

    /** One of the oldest is forgotten; false where there is none. */
    synchronized boolean shrink() {
        if (entries.isEmpty()) {
            return false;
        }
        hand = hand < entries.size() ? hand : 0;
        remove(entries.get(hand++));
        return true;
    }

    /** About so many are held. */
    synchronized long bytes() {
        return bytes;
    }

    private int weight(Entry entry) {
        return OVERHEAD + 2 * dimensions + entry.text.length() + entry.key.length();
    }

    /** The answers of these two are the same. */
    synchronized void same(Entry one, Entry other) {
        one.join(other);
    }

    /** What became known of an entry's answer to another question. */
    synchronized void judged(Entry entry, boolean right) {
        entry.judged++;
        entry.right += right ? 1 : 0;
    }
}

package io.frond.retrieve;

import io.frond.model.Clock;
import io.frond.model.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which documents a collection has, and in which version. Changed by one event loop, asked by all.
 *
 * <p>Two sources stand for the collection as a whole. <em>Membership</em> (document {@code ""}) is a digest of the set
 * of ids: a new document may hold a better answer than the cached one, so it ends them all, while an edit ends only
 * the answers made from that document. <em>Content</em> (document {@code "*"}) also covers the versions: an answer
 * made without any passage depends on every document not having one. Both digests are sums over the documents, so
 * they are kept up to date at the cost of the one that changed.
 *
 * <p>A change is noted before the index makes it and shown once searches find it. What is current is judged by what is
 * noted, but a search takes the sums that were shown before it began: an answer made in between would otherwise carry
 * the sum of a document that it could not find, and outlive the change it missed.
 */
final class Editions {
    private static final String MEMBERSHIP = "";
    private static final String CONTENT = "*";

    private final String knowledge;
    private final Map<String, Edition> byId = new ConcurrentHashMap<>();
    private final Coming coming = new Coming();
    private final ChangeRate changes;
    private volatile Sums noted = new Sums(new Sum(0, 0), new Sum(0, 0));
    private volatile Sums shown = noted;

    /** What is known of a document. */
    private record Edition(String version, Instant modified, int chunks, boolean embedded, int flagged) {

        Edition withVectors() {
            return new Edition(version, modified, chunks, true, flagged);
        }

        Edition flagging(int some) {
            return new Edition(version, modified, chunks, embedded, some);
        }
    }

    Editions(String knowledge) {
        this(knowledge, Clock.system());
    }

    Editions(String knowledge, Clock clock) {
        this.knowledge = knowledge;
        this.changes = new ChangeRate(clock);
    }

    /** Membership stays as it is where only the version is new. */
    void put(Document document, int chunks) {
        var edition = new Edition(document.version(), document.modified(), chunks, false, 0);
        coming.put(document);
        var before = byId.put(document.id(), edition);
        if (before == null) {
            noted = noted.with(document.id(), edition);
        } else {
            noted = noted.without(document.id(), before).with(document.id(), edition);
        }
    }

    void remove(String id) {
        coming.remove(id);
        var before = byId.remove(id);
        if (before != null) {
            noted = noted.without(id, before);
        }
    }

    /** What another Frond has put into the index or taken out of it. */
    void learn(SharedIndex.Held held) {
        remove(held.id());
        var modified = held.modified();
        if (modified != null) {
            var edition = new Edition(held.version(), modified, held.chunks(), held.embedded(), 0);
            byId.put(held.id(), edition);
            noted = noted.with(held.id(), edition);
        }
    }

    /** Nothing is known any more. */
    void restart() {
        byId.clear();
        noted = new Sums(new Sum(0, 0), new Sum(0, 0));
    }

    Set<String> ids() {
        return Set.copyOf(byId.keySet());
    }

    /** The vectors of this version are there. */
    void embedded(String id, String version) {
        if (holds(id, version)) {
            var unused = byId.computeIfPresent(id, (k, edition) -> edition.withVectors());
        }
    }

    /** So many of its chunks read like instructions. */
    void flagged(String id, int chunks) {
        var unused = byId.computeIfPresent(id, (k, edition) -> edition.flagging(chunks));
    }

    boolean holds(String id, String version) {
        var edition = byId.get(id);
        return edition != null && edition.version.equals(version);
    }

    /** Whether it has vectors. */
    boolean embedded(String id) {
        var edition = byId.get(id);
        return edition != null && edition.embedded;
    }

    boolean holds(String id) {
        return byId.containsKey(id);
    }

    boolean current(Source source) {
        if (!source.knowledge().equals(knowledge)) {
            return false;
        }
        return switch (source.document()) {
            case MEMBERSHIP -> source.version().equals(noted.members.toString());
            case CONTENT -> source.version().equals(noted.contents.toString());
            default -> holds(source.document(), source.version());
        };
    }

    /** As searches see it. */
    Source membership() {
        return new Source(knowledge, MEMBERSHIP, shown.members.toString());
    }

    /** As searches see it. */
    Source content() {
        return new Source(knowledge, CONTENT, shown.contents.toString());
    }

    Sums noted() {
        return noted;
    }

    /** Searches find now what was noted then. */
    void show(Sums then) {
        shown = then;
    }

    /** When documents that are there already become valid. */
    Coming coming() {
        return coming;
    }

    /** How often documents change. */
    ChangeRate changes() {
        return changes;
    }

    /** When each document was last changed. */
    List<Instant> modified() {
        return byId.values().stream().map(Edition::modified).toList();
    }

    KnowledgeStats stats() {
        var all = List.copyOf(byId.values());
        return new KnowledgeStats(
                all.size(),
                all.stream().mapToInt(Edition::chunks).sum(),
                all.stream().filter(Edition::embedded).mapToInt(Edition::chunks).sum(),
                all.stream().mapToInt(Edition::flagged).sum(),
                all.stream()
                        .map(Edition::modified)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    /** The collection at one moment. */
    record Sums(Sum members, Sum contents) {

        private Sums with(String id, Edition edition) {
            return new Sums(members.plus(digest(id)), contents.plus(content(id, edition)));
        }

        private Sums without(String id, Edition edition) {
            return new Sums(members.minus(digest(id)), contents.minus(content(id, edition)));
        }
    }

    /** 128 bits, added without regard to order. */
    record Sum(long high, long low) {

        Sum plus(Sum other) {
            return new Sum(high + other.high, low + other.low);
        }

        Sum minus(Sum other) {
            return new Sum(high - other.high, low - other.low);
        }

        @Override
        public String toString() {
            return Long.toHexString(high) + "-" + Long.toHexString(low);
        }
    }

    private static Sum content(String id, Edition edition) {
        return digest(id + "\n" + edition.version);
    }

    private static Sum digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            var bytes = ByteBuffer.wrap(sha);
            return new Sum(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

package io.frond.retrieve;

import io.frond.model.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which documents a collection has, and in which version. Changed by one event loop, asked by all.
 *
 * <p>Two sources stand for the collection as a whole. <em>Membership</em> (document {@code ""}) is a digest of the set
 * of ids: a new document may hold a better answer than the cached one, so it ends them all, while an edit ends only
 * the answers made from that document. <em>Content</em> (document {@code "*"}) also covers the versions: an answer
 * made without any passage depends on every document not having one. Both digests are sums over the documents, so
 * they are kept up to date at the cost of the one that changed.
 */
final class Editions {
    private static final String MEMBERSHIP = "";
    private static final String CONTENT = "*";

    private final String knowledge;
    private final Map<String, Edition> byId = new ConcurrentHashMap<>();
    private volatile Sum members = new Sum(0, 0);
    private volatile Sum contents = new Sum(0, 0);

    /** What is known of a document. */
    private record Edition(String version, Instant modified, int chunks, boolean embedded) {}

    Editions(String knowledge) {
        this.knowledge = knowledge;
    }

    /** Membership stays as it is where only the version is new. */
    void put(Document document, int chunks) {
        var edition = new Edition(document.version(), document.modified(), chunks, false);
        var before = byId.put(document.id(), edition);
        if (before == null) {
            members = members.plus(digest(document.id()));
            contents = contents.plus(content(document.id(), edition));
        } else {
            contents = contents.minus(content(document.id(), before)).plus(content(document.id(), edition));
        }
    }

    void remove(String id) {
        var before = byId.remove(id);
        if (before != null) {
            members = members.minus(digest(id));
            contents = contents.minus(content(id, before));
        }
    }

    /** The vectors of this version are there. */
    void embedded(String id, String version) {
        if (holds(id, version)) {
            var unused = byId.computeIfPresent(id, (k, e) -> new Edition(e.version, e.modified, e.chunks, true));
        }
    }

    boolean holds(String id, String version) {
        var edition = byId.get(id);
        return edition != null && edition.version.equals(version);
    }

    boolean holds(String id) {
        return byId.containsKey(id);
    }

    boolean current(Source source) {
        if (!source.knowledge().equals(knowledge)) {
            return false;
        }
        return switch (source.document()) {
            case MEMBERSHIP -> source.version().equals(members.toString());
            case CONTENT -> source.version().equals(contents.toString());
            default -> holds(source.document(), source.version());
        };
    }

    Source membership() {
        return new Source(knowledge, MEMBERSHIP, members.toString());
    }

    Source content() {
        return new Source(knowledge, CONTENT, contents.toString());
    }

    KnowledgeStats stats() {
        var all = List.copyOf(byId.values());
        return new KnowledgeStats(
                all.size(),
                all.stream().mapToInt(Edition::chunks).sum(),
                all.stream().filter(Edition::embedded).mapToInt(Edition::chunks).sum(),
                all.stream()
                        .map(Edition::modified)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    /** 128 bits, added without regard to order. */
    private record Sum(long high, long low) {

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

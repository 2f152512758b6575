package io.frond.cache;

import io.frond.model.AsOf;
import io.frond.model.Head;
import io.frond.model.Provenance;
import io.frond.model.Source;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kept answer as bytes: a version byte, then the fields in order, every text and list with its length before it, the
 * body deflated where that is worth it.
 * Another version, or bytes that do not add up, read as nothing: the answer is fetched again.
 */
final class KeptFormat {
    private static final byte VERSION = 6;
    private static final byte STREAMED = 1;
    private static final byte DEFLATED = 2;

    private KeptFormat() {}

    static Buffer write(Kept kept) {
        var body = Deflated.of(kept.body());
        boolean smaller = body.length() < kept.body().length();
        var out = Buffer.buffer(body.length() + 256)
                .appendByte(VERSION)
                .appendByte((byte) ((kept.streamed() ? STREAMED : 0) | (smaller ? DEFLATED : 0)))
                .appendLong(kept.ttl().toMillis());
        origin(out, kept.origin());
        provenance(out, kept.provenance());
        text(out, kept.finish());
        head(out, kept.head());
        return out.appendInt(kept.body().length()).appendInt(body.length()).appendBuffer(body);
    }

    static Optional<Kept> read(Buffer bytes) {
        try {
            var in = new Reader(bytes);
            return in.take() == VERSION ? Optional.of(in.kept()) : Optional.empty();
        } catch (IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }

    /** Whether it is meant, by its beginning; also where that cannot be read. */
    static boolean concerns(Purge which, Buffer beginning) {
        try {
            var in = new Reader(beginning);
            return in.take() != VERSION || in.concerned(which);
        } catch (IndexOutOfBoundsException damaged) {
            return true;
        }
    }

    private static void origin(Buffer out, Origin origin) {
        text(out, origin.tenant());
        text(out, origin.model());
        text(out, origin.request());
    }

    private static void head(Buffer out, Head head) {
        out.appendShort((short) head.status()).appendInt(head.headers().size());
        head.headers().forEach((name, value) -> {
            text(out, name);
            text(out, value);
        });
    }

    private static void provenance(Buffer out, Provenance provenance) {
        text(out, provenance.route());
        out.appendInt(provenance.documents().size());
        provenance.documents().forEach(document -> text(out, document));
        out.appendInt(provenance.sources().size());
        for (Source source : provenance.sources()) {
            text(out, source.knowledge());
            text(out, source.document());
            text(out, source.version());
        }
        asOf(out, provenance.asOf());
    }

    private static void asOf(Buffer out, @Nullable AsOf asOf) {
        out.appendByte((byte) (asOf == null ? 0 : 1));
        if (asOf != null) {
            out.appendLong(asOf.oldest().toEpochMilli()).appendInt(asOf.stale().size());
            asOf.stale().forEach(document -> text(out, document));
        }
    }

    private static void text(Buffer out, String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.appendInt(utf8.length).appendBytes(utf8);
    }

    /** Reads on from where it is; past the end, or a length that cannot be, is {@code IndexOutOfBoundsException}. */
    private static final class Reader {
        private final Buffer in;
        private int at;

        Reader(Buffer in) {
            this.in = in;
        }

        Kept kept() {
            int flags = take();
            var ttl = ttl();
            var origin = origin();
            var provenance = provenance();
            var finish = text();
            var head = new Head(status(), headers());
            var body = body((flags & DEFLATED) != 0);
            if (at != in.length()) {
                throw new IndexOutOfBoundsException("bytes left over");
            }
            return new Kept(origin, head, body, (flags & STREAMED) != 0, finish, provenance, ttl);
        }

        boolean concerned(Purge which) {
            at += 1 + Long.BYTES;
            var origin = origin();
            return which.concerns(origin, provenance());
        }

        private Duration ttl() {
            at += Long.BYTES;
            return Duration.ofMillis(in.getLong(at - Long.BYTES));
        }

        private Origin origin() {
            var tenant = text();
            var model = text();
            return new Origin(tenant, model, text());
        }

        private Provenance provenance() {
            return new Provenance(text(), documents(), sources(), asOf());
        }

        private Buffer body(boolean deflated) {
            at += Integer.BYTES;
            int length = in.getInt(at - Integer.BYTES);
            var bytes = slice(length());
            return deflated ? Deflated.whole(bytes, length) : bytes;
        }

        byte take() {
            return in.getByte(at++);
        }

        private int status() {
            at += Short.BYTES;
            return in.getUnsignedShort(at - Short.BYTES);
        }

        private Map<String, String> headers() {
            var headers = new HashMap<String, String>();
            for (int left = length(); left > 0; left--) {
                var name = text();
                headers.put(name, text());
            }
            return headers;
        }

        private List<String> documents() {
            var documents = new ArrayList<String>();
            for (int left = length(); left > 0; left--) {
                documents.add(text());
            }
            return documents;
        }

        private List<Source> sources() {
            var sources = new ArrayList<Source>();
            for (int left = length(); left > 0; left--) {
                var knowledge = text();
                var document = text();
                sources.add(new Source(knowledge, document, text()));
            }
            return sources;
        }

        private @Nullable AsOf asOf() {
            if (take() == 0) {
                return null;
            }
            at += Long.BYTES;
            return new AsOf(Instant.ofEpochMilli(in.getLong(at - Long.BYTES)), documents());
        }

        private String text() {
            return slice(length()).toString(StandardCharsets.UTF_8);
        }

        private int length() {
            at += Integer.BYTES;
            int length = in.getInt(at - Integer.BYTES);
            if (length < 0 || length > in.length() - at) {
                throw new IndexOutOfBoundsException("a length of " + length);
            }
            return length;
        }

        private Buffer slice(int length) {
            at += length;
            return in.getBuffer(at - length, at);
        }
    }
}

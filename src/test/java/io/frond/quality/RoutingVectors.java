package io.frond.quality;

import io.frond.embed.Embedder;
import io.frond.embed.Embedders;
import io.frond.embed.MiniLm;
import io.frond.testing.Inline;
import io.vertx.core.Future;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The built-in model, each text embedded once however often it is asked about, on the thread that asks. */
final class RoutingVectors implements Embedder {
    private final MiniLm model;
    private final Embedder inner;
    private final @Nullable Path file;
    private final Map<String, float[]> known = new ConcurrentHashMap<>();

    /** @param file where vectors outlive the run; null for nowhere */
    RoutingVectors(@Nullable Path file) throws IOException {
        model = MiniLm.open(Inline.WORKERS).result();
        inner = model.on(Inline.WORKERS);
        this.file = file;
        if (file != null && Files.exists(file)) {
            read(file);
        }
    }

    Future<Embedders> embedders() {
        return Future.succeededFuture(new Embedders(this, this));
    }

    @Override
    public Future<List<float[]>> embed(List<String> texts) {
        var vectors = new ArrayList<float[]>();
        texts.forEach(text -> vectors.add(vector(text)));
        return Future.succeededFuture(vectors);
    }

    /** Of a text as a whole. */
    float[] of(String text) {
        return vector(text);
    }

    private float[] vector(String text) {
        return known.computeIfAbsent(
                text, unknown -> inner.embed(List.of(unknown)).result().get(0));
    }

    @Override
    public int dimensions() {
        return inner.dimensions();
    }

    @Override
    public void close() {
        model.close();
        if (file != null) {
            write(file);
        }
    }

    private void read(Path from) throws IOException {
        var buffer = ByteBuffer.wrap(Files.readAllBytes(from));
        while (buffer.hasRemaining()) {
            byte[] text = new byte[buffer.getInt()];
            buffer.get(text);
            float[] vector = new float[dimensions()];
            buffer.asFloatBuffer().get(vector);
            buffer.position(buffer.position() + vector.length * Float.BYTES);
            known.put(new String(text, StandardCharsets.UTF_8), vector);
        }
    }

    private void write(Path to) {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
            for (var entry : known.entrySet()) {
                byte[] text = entry.getKey().getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
                for (float v : entry.getValue()) {
                    out.writeFloat(v);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.frond.quality;

import io.frond.embed.Embedder;
import io.frond.embed.MiniLm;
import io.frond.testing.Inline;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vectors of the built-in model, each text embedded once; kept in a file between runs where one is named. */
final class CachingTexts {
    private final Map<String, float[]> vectors = new HashMap<>();

    /** @param file null for none */
    static CachingTexts of(List<String> texts, @Nullable Path file) throws IOException {
        var all = new CachingTexts();
        if (file != null && Files.exists(file)) {
            all.read(file);
        }
        var missing = new LinkedHashSet<>(texts);
        missing.removeAll(all.vectors.keySet());
        if (!missing.isEmpty()) {
            all.embed(new ArrayList<>(missing));
            if (file != null) {
                all.write(file);
            }
        }
        return all;
    }

    float[] of(String text) {
        return vectors.get(text);
    }

    private void embed(List<String> texts) {
        try (var model = MiniLm.open(Inline.WORKERS).result();
                Embedder embedder = model.on(Inline.WORKERS)) {
            for (String text : texts) {
                vectors.put(text, embedder.embed(List.of(text)).result().getFirst());
            }
        }
    }

    private void read(Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int left = in.readInt(); left > 0; left--) {
                var text = in.readUTF();
                var vector = new float[in.readInt()];
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = in.readFloat();
                }
                vectors.put(text, vector);
            }
        }
    }

    private void write(Path file) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(vectors.size());
            for (var one : vectors.entrySet()) {
                out.writeUTF(one.getKey());
                out.writeInt(one.getValue().length);
                for (float value : one.getValue()) {
                    out.writeFloat(value);
                }
            }
        }
    }
}

package io.frond.embed;

import ai.onnxruntime.OrtException;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The sentence encoder all-MiniLM-L6-v2, int8, run in this process: 384 dimensions, English, the first 256 tokens of a
 * text. One model in memory serves any number of {@link #on pools}, so that bulk work and questions need not wait for
 * each other.
 *
 * <p>Thread-safe. Whoever opens it closes it, once nobody embeds any more; embedding after that fails.
 */
public final class MiniLm implements AutoCloseable {
    static final int DIMENSIONS = 384;
    private static final int MAX_TOKENS = 256;
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private final WordPiece tokenizer;
    private final Encoder encoder;
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    private MiniLm(WordPiece tokenizer, Encoder encoder) {
        this.tokenizer = tokenizer;
        this.encoder = encoder;
    }

    /** Loads the model on a worker; takes about a second. */
    public static Future<MiniLm> open(Workers workers) {
        return workers.run(() -> NativeCode.run(MiniLm::load));
    }

    private static MiniLm load() throws IOException, OrtException {
        try (InputStream words = resource(TOKENIZER);
                InputStream model = resource(MODEL)) {
            return new MiniLm(
                    new WordPiece(Vocabulary.read(words), MAX_TOKENS), Encoder.of(model.readAllBytes(), DIMENSIONS));
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = MiniLm.class.getResourceAsStream(name);
        if (found == null) {
            throw new IOException("the class path lacks " + name + ", the built-in embedding model");
        }
        return found;
    }

    /** An embedder whose work runs on the given pool. Closing it leaves the model open for the others. */
    public Embedder on(Workers workers) {
        return new PooledEmbedder(this, workers);
    }

    /** The vector of one text, of unit length. Milliseconds of CPU. */
    float[] vector(String text) throws Exception {
        return pooling(tokenizer.tokens(text)).whole();
    }

    /** The same text word by word as well. */
    Embedded read(String text) throws Exception {
        var cut = tokenizer.cut(text);
        var pooling = pooling(cut.tokens());
        return new Embedded(pooling.whole(), pooling.words(cut));
    }

    private Pooling pooling(long[] tokens) throws Exception {
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the embedding model is closed");
            }
            return new Pooling(NativeCode.run(() -> encoder.outputs(tokens)), DIMENSIONS);
        } finally {
            life.readLock().unlock();
        }
    }

    /** Waits for the texts that are being embedded just now. */
    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                encoder.close();
            }
        } finally {
            life.writeLock().unlock();
        }
    }
}

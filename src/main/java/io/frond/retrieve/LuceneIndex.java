package io.frond.retrieve;

import io.frond.embed.Word;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Words by BM25, vectors, and the signs of words in one Lucene index, held in memory and built anew at each start.
 *
 * <p>Reading and writing run on pools; Lucene itself is safe for both at once. A vector cannot be added to a chunk
 * that is there: the document is then put again as a whole.
 */
final class LuceneIndex implements Index {
    static final String DOCUMENT = "document";
    static final String WORDS = "words";
    static final String VECTOR = "vector";
    static final String SIGNS = "signs";

    /** Kinder to long chunks than Lucene's own 1.2 and 0.75; better or equal on question sets over policies. */
    private static final BM25Similarity BM25 = new BM25Similarity(0.9f, 0.4f);

    private final Workers searching;
    private final Workers writing;
    private final ByteBuffersDirectory memory = new ByteBuffersDirectory();
    private final English english = new English();
    private final IndexWriter writer;
    private final SearcherManager searchers;

    LuceneIndex(Workers searching, Workers writing) {
        this.searching = searching;
        this.writing = writing;
        try {
            writer = new IndexWriter(memory, settings());
            searchers = new SearcherManager(writer, new Scoring());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
    }

    private IndexWriterConfig settings() {
        var merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(2, 1);
        return new IndexWriterConfig(english)
                .setSimilarity(BM25)
                .setMergeScheduler(merges)
                .setCodec(new ScannedOrWalked());
    }

    @Override
    public Future<Void> put(String document, List<Chunk> chunks, List<float[]> vectors) {
        return put(document, chunks, vectors, List.of());
    }

    @Override
    public Future<Void> put(String document, List<Chunk> chunks, List<float[]> vectors, List<byte[]> signs) {
        if (!vectors.isEmpty() && vectors.size() != chunks.size()) {
            throw new IllegalArgumentException(vectors.size() + " vectors for " + chunks.size() + " chunks");
        }
        return writing.run(() -> {
            var entries = new ArrayList<Document>(chunks.size());
            for (int i = 0; i < chunks.size(); i++) {
                var entry = entry(chunks.get(i), vectors.isEmpty() ? null : vectors.get(i));
                if (i < signs.size() && signs.get(i).length > 0) {
                    entry.add(new BinaryDocValuesField(SIGNS, new BytesRef(signs.get(i))));
                }
                entries.add(entry);
            }
            long unused = entries.isEmpty()
                    ? writer.deleteDocuments(new Term(DOCUMENT, document))
                    : writer.updateDocuments(new Term(DOCUMENT, document), entries);
            return null;
        });
    }

    private static Document entry(Chunk chunk, float @Nullable [] vector) {
        var entry = new Document();
        entry.add(new StringField(DOCUMENT, chunk.document(), Field.Store.YES));
        entry.add(new TextField(WORDS, chunk.searchable(), Field.Store.NO));
        StoredFacts.write(chunk.facts(), entry);
        entry.add(new StoredField("ordinal", chunk.ordinal()));
        entry.add(new StoredField("heading", chunk.heading()));
        entry.add(new StoredField("text", chunk.text()));
        if (vector != null) {
            entry.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        }
        return entry;
    }

    @Override
    public Future<Void> delete(String document) {
        return writing.run(() -> {
            var unused = writer.deleteDocuments(new Term(DOCUMENT, document));
            return null;
        });
    }

    @Override
    public Future<Void> refresh() {
        return writing.run(() -> {
            searchers.maybeRefreshBlocking();
            return null;
        });
    }

    @Override
    public Future<List<Hit>> search(Search search) {
        return search(search, List.of());
    }

    @Override
    public Future<List<Hit>> search(Search search, List<Word> words) {
        return searching.run(() -> {
            var searcher = searchers.acquire();
            try {
                var asked = new AskedWords(words, searcher.getIndexReader(), english);
                var terms = english.terms(search.text(), HybridSearch.TERMS);
                return new HybridSearch(searcher, terms, search, asked).best();
            } finally {
                searchers.release(searcher);
            }
        });
    }

    @Override
    public Future<Void> close() {
        return writing.run(() -> {
            searchers.close();
            writer.rollback();
            english.close();
            memory.close();
            return null;
        });
    }

    /** Searches score as entries were measured when written. */
    private static final class Scoring extends SearcherFactory {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader before) {
            var searcher = new IndexSearcher(reader);
            searcher.setSimilarity(BM25);
            return searcher;
        }
    }
}

package io.frond.retrieve;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's codec with vectors of a byte per dimension: a segment of up to about 20,000 of them is scanned, which is
 * exact and needs nothing built; a larger one is walked along a graph.
 */
final class ScannedOrWalked extends Lucene104Codec {
    /** Lucene builds a graph for n vectors once n exceeds this times the logarithm of n: at 19,800. */
    private static final int SCANNED = 2_000;

    private static final int NEIGHBOURS = 16;
    private static final int BEAM = 100;

    private final KnnVectorsFormat vectors =
            new Lucene104HnswScalarQuantizedVectorsFormat(ScalarEncoding.SEVEN_BIT, NEIGHBOURS, BEAM, 1, null, SCANNED);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }
}
